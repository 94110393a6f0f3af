/* Drives sseserve's pages in a real browser, as a reader does: links, keys, a phone, the dark, without a script, in
   Korean. typing.test.mjs and filters.test.mjs do the same with the box and the filters. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, count, focused, notByBiDi, open, shoot, titles, url } from './pages.mjs';

test('order, size, pages and what was meant are links', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const best = await titles(page);
  await page.getByRole('link', { name: 'Newest first' }).click();
  await page.waitForURL(/sort=newest/);
  assert.notDeepEqual(await titles(page), best);
  const dates = await page.locator('.hits time').evaluateAll((all) => all.map((one) => one.dateTime));
  assert.deepEqual(dates, [...dates].sort().reverse());
  await page.getByRole('link', { name: 'Next' }).click();
  await page.waitForURL(/page=2/);
  assert.equal(await page.locator('.hits').getAttribute('start'), '11');
  assert.match(await page.locator('[aria-current=page]').textContent(), /^Page 2 of \d+$/);
  await page.getByRole('link', { name: '50', exact: true }).click();
  await page.waitForURL(/limit=50/);
  assert.ok((await page.locator('.hits > li').count()) > 20);
  await page.goto(url + '?q=cooperatives&page=99');
  await page.getByRole('link', { name: /^Page \d+$/ }).click();
  assert.ok((await page.locator('.hits > li').count()) > 0);
});

test('what was meant is shown where there is nothing else', async (t) => {
  const page = await open(t, '?q=coperatives+korae');
  assert.equal(await count(page), '11 items');
  assert.equal(await page.locator('#q').inputValue(), 'coperatives korae');
  await assertAccessible(page, 'meant');
  await page.locator('.meant a').click();
  await page.waitForURL(/q=cooperatives%20Korea/);
  assert.equal(await page.locator('.meant').count(), 0);
});

test('where nothing is found, what to leave out is offered', async (t) => {
  const page = await open(t, '?q=%2BKorea+%2Bzzzz&lang=ar');
  assert.match(await count(page), /^Nothing/);
  await page.goto(url + '?q=Korea&lang=ar&date=2023');
  await assertAccessible(page, 'nothing');
  await page.getByRole('link', { name: 'without العربية' }).click();
  await page.waitForURL((address) => !address.search.includes('lang'));
  assert.ok((await page.locator('.hits > li').count()) > 0);
});

test('a headline leads to the item, its original is beside it', async (t) => {
  const page = await open(t, '?q=Lighthouse+letter+7');
  const hit = page.locator('.hits > li').first();
  assert.match(await hit.locator('.origin a').textContent(), /^Original: example\.org/);
  assert.match(await hit.locator('.origin a').getAttribute('href'), /^https:\/\/www\.example\.org\//);
  const title = (await titles(page))[0];
  await hit.locator('h2 a').click();
  await page.waitForURL(/item\?id=/);
  assert.equal(await page.locator('h1').textContent(), title);
  await page.goto(url + '?q=Sungkonghoe');
  await page.locator('.hits h2 a').first().click();
  await page.waitForURL(/item\?id=/);
  const here = page.url();
  assert.ok((await page.locator('#similar ~ .hits li').count()) >= 3);
  await assertAccessible(page, 'item');
  await page.goto(here);
  await page.locator('#q').fill('ferry');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=ferry');
});

test('tags lead to what has them, and many of them are folded', async (t) => {
  const page = await open(t, '?q=%22Lighthouse+letter+39%22');
  assert.equal(await page.locator('.hits .tags a:visible').count(), 6);
  await page.locator('.hits .tags summary').click();
  assert.equal(await page.locator('.hits .tags a:visible').count(), 39);
  await page.getByRole('link', { name: 'tag 38' }).click();
  await page.waitForURL(/tag=tag%2038/);
  assert.equal(await count(page), '1 item');
});

test('keys lead to the box and through the results', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  const all = await titles(page);
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'q');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), all[0]);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(page), all[1]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), 'q');
  await page.locator('#q').fill('');
  await page.locator('#q').pressSequentially('a/b'); // there, it is a character
  assert.equal(await page.locator('#q').inputValue(), 'a/b');
  await page.goto(url + '?q=cooperatives+Korea');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'main');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Relevance');
});

test('a key that leads back to the box goes on at the end of the query, and Escape closes the guide', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const caret = () => page.locator('#q').evaluate((box) => [box.selectionStart, box.selectionEnd]);
  await page.locator('main').focus();
  await page.keyboard.press('?');
  await page.locator('#guide dl').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#guide dl').isVisible(), false);
  assert.equal(await focused(page), 'q');
  assert.deepEqual(await caret(), [12, 12]);
  await page.reload();
  await page.locator('.hits h2 a').first().focus();
  await page.keyboard.press('ArrowUp');
  assert.deepEqual([await focused(page), ...(await caret())], ['q', 12, 12]);
});

test('keys that are characters can be turned off, which is remembered', async (t) => {
  const page = await open(t, '?q=Korea');
  await page.locator('main').focus();
  await page.keyboard.press('?');
  assert.equal(await page.locator('#guide dl').isVisible(), true);
  assert.match(await focused(page), /How to search/);
  await page.locator('#use-keys').uncheck();
  await page.reload();
  assert.equal(await page.locator('#use-keys').isChecked(), false);
  await page.locator('main').focus();
  await page.keyboard.press('/');
  await page.keyboard.press('?');
  assert.notEqual(await focused(page), 'q'); // but perhaps in what the browser itself has for that key
  assert.equal(await page.locator('#guide dl').isVisible(), false);
});

test('a printed list says what was searched for, a printed item does not', notByBiDi, async (t) => {
  const page = await open(t, '?q=cooperatives&date=2023&lang=en');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#q').isVisible(), true);
  assert.deepEqual(await page.locator('.chips a:not(.clear) .value:visible').allTextContents(), ['2023', 'English']);
  for (const part of ['#search button', '#search label', '.clear', '.tools', '#filters']) assert.equal(await page.locator(part).first().isVisible(), false, part);
  await shoot(page, 'print');
  await page.emulateMedia({ media: 'screen' });
  await page.locator('.hits h2 a').first().click();
  await page.waitForURL(/item\?id=/);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('#q').isVisible(), false);
});

test('all of it works without a script', notByBiDi, async (t) => {
  const page = await open(t, '', { javaScriptEnabled: false });
  await page.locator('#q').fill('cooperatives Korea');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/q=/);
  assert.equal(await count(page), '11 items');
  await page.locator('.timeline a', { hasText: '2023' }).first().click();
  await page.waitForURL(/date=2023/);
  await page.getByRole('checkbox', { name: 'Français' }).check();
  await page.getByRole('checkbox', { name: 'Español' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/lang=fr/);
  assert.equal(await count(page), '3 items');
  assert.equal(await page.locator('.chips li').count(), 4); // the year, two languages, all of it
  await page.getByRole('link', { name: 'Newest first' }).click();
  await page.waitForURL(/sort=newest/);
  await page.locator('#q').fill('Corée');
  await page.keyboard.press('Enter'); // the box keeps all of it
  await page.waitForURL(/q=Cor/);
  assert.equal(await page.locator('.chips li').count(), 4);
  assert.equal(await page.locator('#keys').isVisible(), false);
  await shoot(page, 'no-script');
});

test('a phone of 320 pixels shows it all without scrolling sideways, text twice as large, too', async (t) => {
  for (const path of ['', '?q=cooperatives+Korea&date=2023', '?q=xxx*', '?q=lighthouse&limit=20', 'item?id=long', 'nothing']) {
    const page = await open(t, path === 'nothing' ? '' : path, { viewport: { width: 320, height: 640 } });
    await assertAccessible(page, 'phone' + path.replace(/\W+/g, '-'));
    for (const size of ['', '200%']) {
      await page.evaluate((text) => (document.documentElement.style.fontSize = text), size);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${path} ${size}: ${wide}`);
    }
  }
});

test('in the dark it is dark, with contrast enough', notByBiDi, async (t) => {
  const page = await open(t, '?q=cooperatives+Korea', { colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.ok(paper.match(/\d+/g).every((part) => part < 60), paper);
  await assertAccessible(page, 'dark');
});

test('Korean is found, marked and spoken', async (t) => {
  const page = await open(t, '', { locale: 'ko-KR' });
  assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  await page.locator('#q').fill('협동조합은');
  await page.waitForURL(/q=%ED%98%91/);
  await page.locator('#completions').waitFor(); // without them Escape is the browser's, which empties the box
  await page.keyboard.press('Escape');
  assert.match(await count(page), /^\d+건/);
  assert.ok((await page.locator('.hits mark', { hasText: '협동조합' }).count()) > 2);
  assert.ok((await page.locator('.hits li[lang=ko]').count()) > 2);
  await assertAccessible(page, 'korean');
});

test('text that runs from right to left does so, whatever the language of the page', async (t) => {
  const page = await open(t, '?q=lang:ar');
  const item = page.locator('.hits li[lang=ar]');
  assert.equal(await item.evaluate((node) => getComputedStyle(node).direction), 'rtl');
  assert.equal(await page.locator('html').evaluate((node) => getComputedStyle(node).direction), 'ltr');
  await assertAccessible(page, 'right-to-left');
});

/* Signs at the end of a name would else stand at its other end, where the text around it runs the other way. */
test('names stand as they are written, whichever way the text around them runs', async (t) => {
  const page = await open(t, '?q=lang:ar');
  const item = page.locator('.hits li[lang=ar]');
  for (const name of ['100% Co-op (Rabat)', 'C++', '-minus']) {
    const [first, last] = await item.evaluate((node, text) => {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (!walker.nextNode().data.includes(text));
      const at = walker.currentNode.data.indexOf(text);
      return [at, at + text.length - 1].map((place) => {
        const range = document.createRange();
        range.setStart(walker.currentNode, place);
        range.setEnd(walker.currentNode, place + 1);
        return range.getBoundingClientRect().left;
      });
    }, name);
    assert.ok(first < last, name);
  }
});

test('the page of the API does without the scripts of the search', async (t) => {
  const page = await open(t, 'api?format=html');
  assert.equal(await page.locator('h1').textContent(), 'API');
  await assertAccessible(page, 'api');
});

test('French and Spanish readers are spoken to in their language', async (t) => {
  for (const [locale, word] of [['fr-FR', 'Rechercher'], ['es-ES', 'Buscar']]) {
    const page = await open(t, '?q=qqqqqq', { locale });
    assert.equal(await page.locator('#search button').textContent(), word);
    await assertAccessible(page, 'none-' + locale);
  }
});
