/* The filters: what is chosen applies at once, long lists can be searched, and a range of the timeline is drawn with the
   mouse, or with the arrow keys while Shift is held. */
import { address, go, say } from './results.js';

const DAYS_WAIT = 700; // milliseconds after the last change of a date, which is typed part by part

let due = 0;
let from = null; // the bar at which a range begins
let to = null;
let isDrawn = false; // with the mouse, so that the click at its end is not one on a bar

/* The filters while they are a sheet over the results; null where they are not, or stand beside them. */
export function sheet() {
  return CSS.supports('selector(:popover-open)') ? document.querySelector('#filters:popover-open') : null;
}

function apply() {
  go(address(document.querySelector('#filters .apply button')));
}

/* ---- Long lists ---------------------------------------------------------------------------------------------- */

/* As people type it: without accents, in small letters. */
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const asked = new Map(); // by group: how to end the request for its values that is on its way

/* A box to tick like those that are there, of a value that was not listed. */
function addRow(group, { value, count }) {
  const list = group.querySelector('.more ul');
  const row = list.firstElementChild.cloneNode(true);
  const box = row.querySelector('input');
  box.value = value;
  box.checked = false;
  row.querySelector('.value').textContent = value;
  row.querySelector('.number').textContent = count.toLocaleString(document.documentElement.lang);
  list.append(row);
}

/* Where the page has not all values, the server is asked for those that are meant. Where it does not answer, those that
   are listed are what there is. */
async function findOthers(group, text) {
  const address = group.querySelector('.more').dataset.more;
  asked.get(group.id)?.abort();
  if (!address || !text.trim()) return;
  const ending = new AbortController();
  asked.set(group.id, ending);
  try {
    const answer = await fetch(address + '&facet_query=' + encodeURIComponent(text.trim()), { signal: ending.signal });
    const [found] = Object.values((await answer.json()).facets);
    const known = new Set([...group.querySelectorAll('li input')].map((box) => box.value));
    found.filter(({ value }) => !known.has(value)).forEach((one) => addRow(group, one));
    findIn(group, text);
  } catch {
    // no answer, or another was asked for
  }
}

/* How many are left is said, since those who cannot see the list do not know that it changes. */
function findIn(group, text) {
  const wanted = fold(text.trim());
  const rows = [...group.querySelectorAll('li')];
  for (const row of rows) row.hidden = !fold(row.querySelector('.value').textContent).includes(wanted);
  if (wanted) group.querySelector('details').open = true;
  const left = rows.filter((row) => !row.hidden).length.toLocaleString(document.documentElement.lang);
  group.querySelector('[role="status"]').textContent = wanted ? group.parentElement.dataset.shown.replace('{}', left) : '';
}

/* Each list that does not show all of its values gets a box of its own, with what was typed there before. */
function addFinders(typed) {
  const panel = document.getElementById('filters');
  for (const group of panel?.querySelectorAll('.group:has(> .more)') ?? []) {
    const finder = document.createElement('input');
    finder.type = 'search';
    finder.id = 'find-' + group.id;
    finder.className = 'finder';
    finder.placeholder = panel.dataset.find;
    finder.setAttribute('aria-label', panel.dataset.find + ': ' + group.querySelector('legend').textContent);
    finder.value = typed.get(finder.id) ?? '';
    finder.addEventListener('input', () => {
      typed.set(finder.id, finder.value);
      findIn(group, finder.value);
      findOthers(group, finder.value);
    });
    const status = document.createElement('p');
    status.className = 'left';
    status.setAttribute('role', 'status');
    group.querySelector('ul').before(finder, status);
    if (finder.value) findIn(group, finder.value);
    if (finder.value) findOthers(group, finder.value);
  }
}

/* ---- Ranges of the timeline ---------------------------------------------------------------------------------- */

const barOf = (element) => element.closest?.('.timeline a');
const kindOf = (bar) => bar.parentElement.parentElement.className;

/* Bars of years, or of months, in their order: the latest first. */
function barsLike(bar) {
  return [...document.querySelectorAll('.timeline a')].filter((other) => kindOf(other) === kindOf(bar));
}

function range() {
  const bars = barsLike(from);
  const [first, last] = [bars.indexOf(from), bars.indexOf(to)].sort((a, b) => a - b);
  return bars.slice(first, last + 1);
}

function mark() {
  const within = from && to ? range() : [];
  for (const bar of document.querySelectorAll('.timeline a')) bar.classList.toggle('within', within.includes(bar));
  const [first, last] = [within.at(-1), within[0]].map((bar) => bar?.querySelector('.value').textContent);
  if (within.length > 1) say(first + ' – ' + last);
}

function forget() {
  from = to = null;
  mark();
}

function goToRange() {
  const bars = range();
  const url = new URL(bars[0].href);
  url.searchParams.set('date', bars.at(-1).dataset.date + '..' + bars[0].dataset.date);
  forget();
  go(url.href);
}

/* The next bar up or down takes the focus; with Shift, the range goes on to it. */
function press(event) {
  const bar = barOf(event.target);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!bar || !step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const bars = barsLike(bar);
  const next = bars[bars.indexOf(bar) + step];
  if (!next || !next.checkVisibility()) return;
  next.focus();
  from = event.shiftKey ? from ?? bar : null;
  to = from && next;
  mark();
}

function startDrawing() {
  addEventListener('pointerdown', (event) => {
    isDrawn = false;
    from = event.button === 0 && event.pointerType !== 'touch' && !event.shiftKey ? barOf(event.target) : from;
    to = null;
  });
  addEventListener('pointerover', (event) => {
    const bar = barOf(event.target);
    if (!from || !(event.buttons & 1) || !bar || kindOf(bar) !== kindOf(from)) return;
    to = bar;
    mark();
  });
  addEventListener('pointerup', () => {
    isDrawn = Boolean(from && to && from !== to);
    if (isDrawn) {
      goToRange();
    } else {
      forget();
    }
  });
  addEventListener('dragstart', (event) => barOf(event.target) && event.preventDefault());
}

/* ---- All of it ----------------------------------------------------------------------------------------------- */

/* A bar is a link of its own, too, in another tab. */
function click(event) {
  const bar = barOf(event.target);
  if (!bar || event.ctrlKey || event.metaKey || event.button !== 0) return;
  event.preventDefault();
  if (isDrawn) {
    isDrawn = false;
  } else if (from && to && from !== to) {
    goToRange();
  } else {
    forget();
    go(bar.href);
  }
}

/* The number of results stays in sight above the sheet; the button that opened it, which may be a new one, gets the
   focus back. */
function toggle(event) {
  if (event.target.id !== 'filters') return;
  if (event.newState === 'open') {
    document.querySelector('.found').scrollIntoView();
  } else if (document.activeElement === document.body || event.target.contains(document.activeElement)) {
    document.querySelector('.open-filters').focus({ preventScroll: true });
  }
}

/* What has the focus is not to be below the sheet (WCAG 2.4.11). */
function leave(event) {
  const open = sheet();
  if (open && !open.contains(event.target) && !event.target.contains(open) && !event.target.matches('.open-filters')) open.hidePopover();
}

/* A year that is not typed to its end is none of an archive. */
function change({ target }) {
  const isUnfinished = target.type === 'date' && target.value && target.value < '1000';
  if (!target.matches('#filters input[form]') || isUnfinished) return;
  clearTimeout(due);
  due = setTimeout(apply, target.type === 'date' ? DAYS_WAIT : 0);
}

export function startFilters() {
  const typed = new Map();
  addFinders(typed);
  document.addEventListener('renewed', () => addFinders(typed));
  document.addEventListener('change', change);
  document.addEventListener('focusin', leave);
  document.addEventListener('keydown', press);
  document.addEventListener('click', click);
  document.addEventListener('toggle', toggle, true);
  startDrawing();
}
