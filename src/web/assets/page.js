/* What a page does beyond its links and forms. Nothing depends on it: all that it shows is what they would lead to.
   The box is on every page; results are shown in place only where there are any already. */
import { startCompletions } from './completions.js';
import { startFilters } from './filters.js';
import { startKeys } from './keys.js';
import { startResults } from './results.js';

document.documentElement.classList.add('scripted');
startCompletions();
startKeys();
if (!document.querySelector('main.item')) {
  startResults();
  startFilters();
}
