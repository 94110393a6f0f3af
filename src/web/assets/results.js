/* Results shown in place: as one types, on Enter, by a control, on the way back. What is shown is the page that the
   form would lead to, and the address follows. Where no answer comes, what is there stays, and it is said. */

const WAIT = 150; // milliseconds from a key to the request
const PATIENCE = 600; // that a request may take before a later one of the same typing ends it
const REST = 1500; // without a key: then the next one begins a search of its own, to which Back leads

const BEGUN = /^\s*[\u3131-\u3163]+$/; // letters of Hangul that are not a syllable yet: nearly every Korean text has some

const OF_SEARCH = // what of the head
  'link[rel="alternate"], link[rel="canonical"], meta[name="robots"], meta[name="description"], meta[property], script[type="application/ld+json"]';

const box = document.getElementById('q');
const form = document.getElementById('search');
const told = document.getElementById('told');
const trouble = document.getElementById('trouble');

let request = null; // that is on its way
let started = 0; // when it began
let due = 0; // timer of the next one
let resting = 0; // timer: while it runs, the entry of the history at hand is of what is being typed
let shownAt = bare(location.href); // the results at hand are of this address

/* An address without the place on its page. */
function bare(url) {
  return url.replace(/#.*/, '');
}

/* The address that the form leads to by one of its buttons, whose value belongs to it. Whether the last word is being
   typed stays as it was with the results, unless it is said: links of what a half typed word found have to find it, too. */
export function address(button, isTyping) {
  const parameters = new URLSearchParams(new FormData(form, button));
  if (isTyping !== undefined) parameters.delete('typing');
  if (isTyping && box.value) parameters.set('typing', '1');
  for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
  const text = parameters.toString();
  return form.getAttribute('action') + (text ? '?' + text : '');
}

export function say(text) {
  told.textContent = text;
}

/* ---- A page's parts in the place of those that are there ----------------------------------------------------- */

/* What has the focus, so that its like in a new page can have it. */
function nameOf(element) {
  if (element.id) return '#' + CSS.escape(element.id);
  const parent = element.closest('[id]');
  const within = parent ? '#' + CSS.escape(parent.id) + ' ' : '';
  if (element.dataset.date) return `[data-date="${element.dataset.date}"]`;
  if (element.type === 'checkbox') return `[name="${element.name}"][value="${CSS.escape(element.value)}"]`; // it may move
  if (element.name) return `${within}[name="${element.name}"]`;
  return within + element.localName;
}

/* Parts in the place of others. A reader who is among these already stays at the same link, or in its place. */
function replace(parts, next) {
  const links = (all) => all.flatMap((part) => [...part.querySelectorAll('a, button, summary')]);
  const focused = links(parts).indexOf(document.activeElement);
  const href = focused < 0 ? null : document.activeElement.getAttribute('href');
  parts[0].before(...next);
  for (const part of parts) part.remove();
  if (focused < 0) return;
  const all = links(next);
  (all.find((link) => href && link.getAttribute('href') === href) ?? all[focused] ?? box).focus({ preventScroll: true });
}

/* The filters keep what is open and where they are; they may be the sheet that someone is in. */
function takeFilters(panel, next) {
  const open = [...panel.querySelectorAll('details[open]')].map((part) => part.id);
  const focus = panel.contains(document.activeElement) ? nameOf(document.activeElement) : '';
  const scroll = panel.scrollTop;
  panel.replaceChildren(...next.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  panel.dispatchEvent(new CustomEvent('renewed', { bubbles: true }));
  if (focus) (panel.querySelector(focus) ?? panel.querySelector('button, a, input'))?.focus({ preventScroll: true });
  panel.scrollTop = scroll;
}

/* All that depends on the search; the box and the switch of the keys stay. */
function take(page) {
  const main = document.querySelector('main');
  const next = page.querySelector('main');
  const panels = [main, next].map((part) => part.querySelector('#filters'));
  if (panels[0] && panels[1]) {
    replace(...[main, next].map((part) => [...part.children].filter((child) => child.id !== 'filters')));
    takeFilters(...panels);
  } else {
    replace([main], [next]);
    next.dispatchEvent(new CustomEvent('renewed', { bubbles: true }));
  }
  form.querySelectorAll('input[type="hidden"]').forEach((input) => input.remove());
  form.append(...page.querySelectorAll('#search input[type="hidden"]'));
  document.head.querySelectorAll(OF_SEARCH).forEach((part) => part.remove());
  document.head.append(...page.head.querySelectorAll(OF_SEARCH));
  replace(...[document, page].map((part) => [...part.querySelectorAll('footer > :not(#keys)')]));
  document.title = page.title;
}

/* ---- Asking -------------------------------------------------------------------------------------------------- */

function fail(text) {
  trouble.textContent = !navigator.onLine ? trouble.dataset.offline : text || trouble.dataset.failed;
}

/* Shows what is at an address; one that is asked for later ends those before it. True where it is shown. */
async function show(where) {
  request?.abort();
  const mine = (request = new AbortController());
  started = performance.now();
  document.documentElement.classList.add('waiting');
  try {
    const answer = await fetch(where, { signal: mine.signal, headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!answer.ok || !page.querySelector('.found')) {
      fail(page.querySelector('main .trouble')?.textContent);
      return false;
    }
    take(page);
    trouble.textContent = '';
    say([...document.querySelectorAll('#count, .found .note, .meant')].map((part) => part.textContent).join(' '));
    return true;
  } catch (error) {
    if (error.name !== 'AbortError') fail();
    return false;
  } finally {
    if (request === mine) {
      request = null;
      document.documentElement.classList.remove('waiting');
    }
  }
}

/* ---- The history --------------------------------------------------------------------------------------------- */

function keepScroll() {
  if (bare(location.href) === shownAt) history.replaceState({ ...history.state, y: scrollY }, '');
}

/* The address of what is shown: an entry of its own, unless that at hand is of the same typing. */
function enter(where, isTyping) {
  const url = new URL(where, location.href).href;
  if (url !== shownAt && resting) {
    history.replaceState(null, '', url);
  } else if (url !== shownAt) {
    keepScroll();
    history.pushState(null, '', url);
  }
  shownAt = url;
  rest(isTyping);
}

/* Begins the time without a key, or ends it. */
function rest(isTyping) {
  clearTimeout(resting);
  resting = isTyping ? setTimeout(() => (resting = 0), REST) : 0;
}

async function goBack() {
  const where = bare(location.href);
  if (where === shownAt) return; // to a place on the page
  clearTimeout(due);
  due = 0;
  rest(false);
  const y = history.state?.y ?? 0;
  box.value = new URL(where).searchParams.get('q') ?? '';
  if (!(await show(where))) return;
  shownAt = where;
  scrollTo(0, y);
}

/* ---- Searching ----------------------------------------------------------------------------------------------- */

/* Where answers take long, one is waited for while the next syllables are typed, so that something is shown. */
async function searchTyped() {
  const again = request && performance.now() - started < PATIENCE;
  due = again ? setTimeout(searchTyped, WAIT / 3) : 0;
  if (again || BEGUN.test(box.value)) return;
  const where = address(undefined, true);
  if (await show(where)) enter(where, true);
}

/* Searches at once, whatever is being typed. */
export async function go(where) {
  clearTimeout(due);
  due = 0;
  const shown = await show(where);
  if (shown) enter(where, false);
  return shown;
}

export function startResults() {
  history.scrollRestoration = 'manual';
  if (performance.getEntriesByType('navigation')[0]?.type !== 'navigate') scrollTo(0, history.state?.y ?? 0);
  let scrolled = 0;
  addEventListener('scroll', () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(keepScroll, 200);
  }, { passive: true });
  addEventListener('pagehide', keepScroll);
  addEventListener('popstate', goBack);
  addEventListener('online', () => trouble.textContent && go(address()));
  box.addEventListener('input', () => { // composing or not: what the box shows is searched
    if (resting) rest(true);
    if (!due) due = setTimeout(searchTyped, WAIT);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(address(event.submitter, false));
  });
}
