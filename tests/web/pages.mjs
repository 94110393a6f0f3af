/* What the tests of the search share: its archive, and short names for what is asked of its page. */
import { after, before } from 'node:test';
import { isFirefox, open as openOf, picture, serve } from './serving.mjs';

export { assertAccessible, isFirefox } from './serving.mjs';
/* What WebDriver BiDi cannot do to Firefox yet: colours, scripts, the network. */
export const notByBiDi = { skip: isFirefox && 'not by WebDriver BiDi yet' };
export let url;
let served;

/* What is not in the sample archive: text from right to left, words longer than a phone is wide, items of very many
   publishers and years with very many tags. */
const odd = [
  { id: 'ar', title: 'التعاونيات في المغرب', text: 'تعاونية جديدة للصيادين.', lang: 'ar', date: '2024-05-01', url: 'https://example.org/ar',
    source: '100% Co-op (Rabat)', tags: ['C++', '-minus'] },
  { id: 'long', title: 'A ' + 'x'.repeat(120), text: 'Words ' + 'y'.repeat(200), lang: 'en', date: '2024-05-02' },
];
for (let i = 0; i < 60; i++) {
  odd.push({
    id: 'many' + i, title: 'Lighthouse letter ' + i, text: 'Of the keepers.', lang: 'en', source: 'Éditions ' + String.fromCharCode(65 + i % 26) + i,
    date: `${2000 + i % 20}-0${1 + i % 9}-01`, url: 'https://www.example.org/' + i, tags: Array.from({ length: i % 40 }, (_, k) => 'tag ' + k),
  });
}

for (let i = 0; i < 3; i++) {
  odd.push({ id: 'tagged' + i, title: 'Beacon ' + i, text: 'Of the coast.', lang: 'en', tags: Array.from({ length: 300 }, (_, k) => 'Näme ' + (k + i)) });
}

before(async () => {
  served = await serve(odd, ['--title', 'News of the social economy']);
  url = served.url;
});

after(() => served?.stop());

export const open = (t, path, options) => openOf(served, t, path, options);
export const shoot = (page, name, fullPage = true) => picture(page, name, fullPage);
export const titles = (page) => page.locator('.hits h2 a').allTextContents();
export const count = (page) => page.locator('#count').textContent();
export const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

/* Waits until a condition holds in the page. */
export async function until(page, condition, argument) {
  await page.waitForFunction(condition, argument, { polling: 50, timeout: 10000 });
}
