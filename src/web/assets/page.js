/* What a page does beyond its links and forms. Nothing depends on it: all that it shows is what they would lead to.
   The box is on every page but that of the API; results are shown in place only where there are any already. */
import { startCompletions } from './completions.js';
import { startFilters } from './filters.js';
import { startKeys } from './keys.js';
import { startResults } from './results.js';

const box = document.getElementById('q');

/* The box has room for as many characters as a search has, counted as the server does; what is too many of what was put
   in, which ends at the caret, is left out. Not while something is being composed, which would end that. */
function keepShort({ isComposing }) {
  const parts = [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionStart)];
  const [before, after] = parts.map((part) => [...part.normalize('NFC')]);
  const room = Math.max(0, box.dataset.most - after.length);
  if (isComposing || before.length <= room) return;
  const kept = before.slice(0, room).join('');
  box.value = kept + after.slice(0, box.dataset.most).join('');
  box.setSelectionRange(kept.length, kept.length);
}

function start() {
  box.removeAttribute('maxlength'); // which counts others
  for (const event of ['input', 'compositionend']) box.addEventListener(event, keepShort);
  startCompletions();
  startKeys();
  if (document.querySelector('main.item')) return;
  startResults();
  startFilters();
}

document.documentElement.classList.add('scripted');
if (box) start();
