/* Completions of what is typed, below the box: words, publishers and headlines. A combobox as WAI-ARIA 1.2 has it: the
   focus stays in the box, the arrow keys choose, Enter takes, Escape closes. */
import { address, go } from './results.js';

const WAIT = 150; // milliseconds from a key to the request
const TAP = 300; // that a press takes: the list stays so long, since where it is above what is pressed, that would move

const box = document.getElementById('q');
const form = document.getElementById('search');
const list = document.getElementById('completions');

let request = null;
let due = 0;
let chosen = -1; // of the options

const options = () => [...list.children];

function choose(which) {
  chosen = which;
  options().forEach((option, i) => option.setAttribute('aria-selected', String(i === which)));
  if (which < 0) {
    box.removeAttribute('aria-activedescendant');
  } else {
    box.setAttribute('aria-activedescendant', list.children[which].id);
    list.children[which].scrollIntoView({ block: 'nearest' });
  }
}

function close() {
  clearTimeout(due);
  due = 0;
  request?.abort();
  choose(-1);
  list.hidden = true;
  box.setAttribute('aria-expanded', 'false');
}

/* ---- What there is to choose from ---------------------------------------------------------------------------- */

/* To an address of the search; on a page that has no results, by leaving it. */
async function lead(where) {
  if (document.querySelector('main .found')) {
    await go(where);
  } else {
    location.href = where;
  }
}

function takeQuery(query) {
  box.value = query;
  lead(address(undefined, false));
}

/* A publisher becomes a filter, and what was typed of its name leaves the box. */
function takeSource({ source, query }) {
  box.value = query;
  const url = new URL(address(undefined, false), location.href);
  url.searchParams.append('source', source);
  lead(url.href);
}

function takeItem({ id, archive }) {
  const url = new URL('item', form.action);
  url.search = new URLSearchParams(archive ? { id, archive } : { id });
  location.href = url.href;
}

function addOption(text, kind, take) {
  const option = document.createElement('li');
  option.id = 'completion-' + list.children.length;
  option.setAttribute('role', 'option');
  option.dir = 'auto';
  for (const [name, part] of [['value', text], ['kind', kind]]) {
    if (!part) continue;
    const span = document.createElement('span');
    span.className = name;
    span.textContent = part;
    option.append(span, ' ');
  }
  option.addEventListener('click', () => {
    close();
    take();
  });
  list.append(option);
}

function fill({ completions, sources = [], items = [] }) {
  list.replaceChildren();
  for (const one of completions) addOption(one.query, '', () => takeQuery(one.query));
  for (const one of sources) addOption(one.source, list.dataset.source, () => takeSource(one));
  for (const one of items) addOption(one.title, list.dataset.headline, () => takeItem(one));
  choose(-1);
  list.hidden = list.children.length === 0;
  box.setAttribute('aria-expanded', String(!list.hidden));
}

/* Where there is no answer, there are no completions. */
async function ask() {
  due = 0;
  request?.abort();
  const mine = (request = new AbortController());
  const url = new URL('api/suggest', form.action);
  url.search = new URLSearchParams({ q: box.value, kinds: 'sources,items', limit: 5 });
  try {
    const answer = await fetch(url, { signal: mine.signal });
    const found = answer.ok ? await answer.json() : { completions: [] };
    if (request === mine && document.activeElement === box) fill(found);
  } catch (error) {
    if (error.name !== 'AbortError') close();
  }
}

/* ---- Keys ---------------------------------------------------------------------------------------------------- */

/* From the box through the options and back to it; `step` is 1 or -1. */
function move(step) {
  const count = list.children.length + 1;
  choose(((chosen + 1 + step + count) % count) - 1);
}

function press(event) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || list.hidden) return;
  if (event.key === 'ArrowDown' && !event.altKey) {
    move(1);
  } else if (event.key === 'ArrowUp' && !event.altKey) {
    move(-1);
  } else if (event.key === 'Enter' && chosen >= 0) {
    list.children[chosen].click();
  } else if (event.key === 'Escape' || (event.key === 'ArrowUp' && event.altKey)) {
    close();
  } else {
    if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(event.key)) choose(-1); // of the text
    return;
  }
  event.preventDefault();
}

export function startCompletions() {
  box.setAttribute('role', 'combobox');
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-haspopup', 'listbox');
  box.setAttribute('aria-controls', list.id);
  box.setAttribute('aria-expanded', 'false');
  box.addEventListener('input', () => {
    if (!box.value.trim()) {
      close();
    } else if (!due) {
      due = setTimeout(ask, WAIT);
    }
  });
  box.addEventListener('keydown', press);
  box.addEventListener('blur', () => setTimeout(() => document.activeElement !== box && close(), TAP));
  form.addEventListener('submit', close);
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the focus stays
}
