/* Keys: / leads to the box, ? to the guide, the arrow keys through the results. Those that are characters can be turned
   off (WCAG 2.1.4), which the browser remembers. */
import { sheet } from './filters.js';

const box = document.getElementById('q');
const guide = document.getElementById('guide');
const use = document.getElementById('use-keys');

/* Where nothing may be remembered, they are on. */
function remembered() {
  try {
    return localStorage.getItem('keys') !== 'off';
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem('keys', on ? 'on' : 'off');
  } catch {
    // until the page is left
  }
}

function headlines() {
  return [...document.querySelectorAll('.hits h2 a')];
}

/* Into the box, to go on at its end: where it had no focus before, that would be in front of the query. */
function enter() {
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

/* One headline on or back; in front of the first is the box. */
function move(step) {
  const all = headlines();
  const to = all.indexOf(document.activeElement) + step;
  if (to < 0) {
    enter();
  } else if (to < all.length) {
    all[to].focus();
  }
}

function press(event) {
  const isText = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
  const isHeadline = event.target.matches?.('.hits h2 a');
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === '/' && !isText && use.checked) {
    box.focus();
    box.select();
  } else if (event.key === '?' && !isText && use.checked) {
    guide.open = !guide.open;
    guide.querySelector('summary').focus();
  } else if (event.key === 'Escape' && !isText && !sheet()) {
    if (guide.contains(event.target)) guide.open = false;
    enter();
  } else if (event.key === 'ArrowDown' && (event.target === box || isHeadline)) {
    move(1);
  } else if (event.key === 'ArrowUp' && isHeadline) {
    move(-1);
  } else {
    return;
  }
  event.preventDefault();
}

export function startKeys() {
  use.checked = remembered();
  use.addEventListener('change', () => remember(use.checked));
  document.addEventListener('keydown', press);
}
