/* The filters: beside the results, or a sheet on a phone; what is set, long lists, the timeline. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, count, focused, isFirefox, notByBiDi, open, shoot, titles, until, url } from './pages.mjs';

const phone = { viewport: { width: 390, height: 780 } };
const box = (page, name) => page.getByRole('checkbox', { name });

test('several values of a filter apply at once, and what is set stays with its count', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  await box(page, 'Français').check();
  await page.waitForURL(/lang=fr/);
  assert.equal(await count(page), '2 items');
  assert.match(await page.locator('#by-lang li').first().textContent(), /Français 2/);
  assert.match(await page.locator('#by-lang').textContent(), /English 6/); // what else there is
  await box(page, 'Español').check();
  await page.waitForURL(/lang=es/);
  assert.equal(await count(page), '3 items');
  assert.match(await focused(page), /^$/); // the box that was checked, which has no id and no text
  assert.equal(await page.evaluate(() => document.activeElement.value), 'es');
  await assertAccessible(page, 'filters');
  await page.getByRole('link', { name: 'Remove the filter Français' }).click();
  await until(page, () => !location.href.includes('lang=fr'));
  assert.equal(await count(page), '1 item');
  await page.getByRole('link', { name: 'Clear all' }).click();
  await until(page, () => !location.href.includes('lang='));
  assert.equal(await count(page), '11 items');
});

test('Back takes a filter away again', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  await box(page, 'Français').check();
  await page.waitForURL(/lang=fr/);
  await page.goBack();
  await until(page, () => document.getElementById('count').textContent === '11 items');
  assert.equal(await box(page, 'Français').isChecked(), false);
});

test('filters stay when one types on', async (t) => {
  const page = await open(t, '?q=cooperatives&lang=fr');
  await page.locator('#q').fill('coopératives Corée');
  await page.waitForURL(/Cor%C3%A9e/);
  assert.match(page.url(), /lang=fr/);
  assert.ok((await page.locator('.hits > li').count()) > 0);
  assert.equal(await page.locator('.hits > li:not([lang=fr])').count(), 0);
});

test('all of many publishers are there, and are found by some letters', async (t) => {
  const page = await open(t, '?q=lighthouse');
  const group = page.locator('#by-source');
  assert.equal(await group.locator('li:visible').count(), 8);
  await group.locator('summary').click();
  assert.equal(await group.locator('li:visible').count(), 60);
  await group.getByRole('searchbox').fill('EDITIONS b');
  assert.deepEqual(await group.locator('li:visible .value').allTextContents(), ['Éditions B1', 'Éditions B27', 'Éditions B53']);
  assert.equal(await group.getByRole('status').textContent(), 'Entries shown: 3');
  await group.getByRole('searchbox').fill('zzz');
  assert.equal(await group.getByRole('status').textContent(), 'Entries shown: 0');
  await group.getByRole('searchbox').fill('');
  assert.equal(await group.getByRole('status').textContent(), '');
  await group.getByRole('searchbox').fill('EDITIONS b');
  await box(page, 'Éditions B27').check();
  await page.waitForURL(/source=/);
  assert.equal(await group.getByRole('searchbox').inputValue(), 'EDITIONS b');
  await box(page, 'Éditions B53').check();
  await until(page, () => document.getElementById('count').textContent === '2 items');
  await assertAccessible(page, 'many');
});

test('a value below the first ones keeps the focus when it is chosen by the keyboard', async (t) => {
  const page = await open(t, '?q=lighthouse');
  await page.locator('#by-source summary').click();
  const value = await page.locator('#more-source input').nth(5).getAttribute('value');
  await page.locator('#more-source input').nth(5).focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/source=/);
  assert.equal(await page.evaluate(() => document.activeElement.value), value);
});

test('of more tags than are listed, the others are found by some letters, and chosen', async (t) => {
  const page = await open(t, '?q=beacon');
  const group = page.locator('#by-tag');
  assert.equal(await group.locator('li').count(), 208);
  await group.getByRole('searchbox').fill('name 301');
  await group.locator('li:visible', { hasText: 'Näme 301' }).waitFor();
  assert.deepEqual(await group.locator('li:visible .value').allTextContents(), ['Näme 301']);
  assert.equal(await group.locator('li:visible .number').textContent(), '1');
  assert.equal(await group.getByRole('status').textContent(), 'Entries shown: 1'); // those of the server are counted, too
  await box(page, 'Näme 301').check();
  await page.waitForURL(/tag=/);
  assert.deepEqual(await titles(page), ['Beacon 2']);
  assert.equal(await box(page, 'Näme 301').isChecked(), true);
  await group.getByRole('searchbox').fill('name 30');
  await group.locator('li:visible', { hasText: 'Näme 300' }).waitFor();
  await box(page, 'Näme 300').check(); // the others that were found are there again
  await until(page, () => document.getElementById('count').textContent === '2 items');
  await group.locator('li:visible', { hasText: 'Näme 301' }).waitFor();
  await assertAccessible(page, 'tags');
});

test('a year, a month and two days narrow', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  const year = page.locator('.timeline a', { hasText: '2023' }).first();
  const number = await year.locator('.number').textContent();
  await year.click();
  await page.waitForURL(/date=2023/);
  assert.equal(await count(page), number + ' items');
  assert.equal(await page.locator('input[name=from]').inputValue(), '2023-01-01');
  const month = page.locator('.months a').first();
  const inMonth = await month.locator('.number').textContent();
  await month.click();
  await page.waitForURL(/date=2023-\d\d/);
  assert.equal((await count(page)).split(' ')[0], inMonth);
  await page.locator('.months a[aria-current]').click(); // once more: not only that
  await until(page, () => !location.search.includes('date'));
  await page.locator('input[name=from]').fill('2022-01-01');
  await page.locator('input[name=to]').fill('2023-06-30');
  await page.waitForURL(/to=2023-06-30/);
  assert.equal(await page.locator('.chips li').first().textContent(), 'January 2022 – June 2023 ×');
});

test('a range of years is drawn with the mouse', async (t) => {
  const page = await open(t, '?q=lighthouse');
  const bars = page.locator('.timeline .years a:visible');
  const [from, to] = [await bars.nth(1).boundingBox(), await bars.nth(4).boundingBox()];
  await page.mouse.move(from.x + 60, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 62, from.y + 40, { steps: 3 });
  await page.mouse.move(to.x + 60, to.y + 10, { steps: 5 });
  assert.equal(await page.locator('.timeline .within').count(), 4);
  await page.mouse.up();
  await page.waitForURL(/date=2015\.\.2018/);
  assert.equal(await count(page), '12 items');
  assert.equal(await page.locator('.timeline [aria-current]').count(), 4);
});

test('a range of years is drawn with the keys', async (t) => {
  const page = await open(t, '?q=lighthouse');
  await page.locator('.timeline a').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  assert.equal(await page.locator('#told').textContent(), '2016 – 2018');
  await page.keyboard.press('Enter');
  await page.waitForURL(/date=2016\.\.2018/);
  assert.equal(await count(page), '9 items');
});

test('on a phone: the news on Korea of 2023 by one publisher in three taps', async (t) => {
  const page = await open(t, '?q=Korea', { ...phone, hasTouch: !isFirefox });
  const tap = (locator) => (isFirefox ? locator.click() : locator.tap());
  const first = await page.locator('.hits h2').first().boundingBox();
  assert.ok(first.y < 780, 'results can be seen at once');
  await tap(page.getByRole('button', { name: 'Filters' }));
  await shoot(page, 'phone-sheet', false);
  await tap(page.locator('.timeline a', { hasText: '2023' }).first());
  await page.waitForURL(/date=2023/);
  assert.equal(await page.locator('#filters').isVisible(), true);
  await tap(page.getByText('Actualités de l’économie sociale et solidaire').locator('visible=true').last());
  await page.waitForURL(/source=Actualit/);
  assert.equal(await count(page), '2 items');
  for (const part of ['#count', '.hits h2']) { // above the sheet
    const seen = await page.locator(part).first().evaluate((node) => {
      const place = node.getBoundingClientRect();
      return node.contains(document.elementFromPoint(place.x + 5, place.y + place.height / 2));
    });
    assert.ok(seen, part);
  }
  await shoot(page, 'phone-three-taps', false);
  await assertAccessible(page, 'phone-filtered');
  await tap(page.getByRole('button', { name: 'Show the results' }));
  assert.equal(await page.locator('#filters').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Filters (2)' }).isVisible(), true);
});

/* Safari on a phone enlarges the page for boxes with smaller letters, and leaves it so. */
test('on a phone, letters of boxes are 16 pixels high, and what can be pressed on the sheet 44', async (t) => {
  const page = await open(t, '?q=lighthouse', phone);
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.locator('.finder').first().waitFor();
  const boxes = await page.locator('input:not([type=checkbox]):not([type=hidden]):visible').evaluateAll((all) =>
    all.map((box) => [box.name || box.id, parseFloat(getComputedStyle(box).fontSize), Math.round(box.getBoundingClientRect().height)]));
  assert.ok(boxes.length >= 4, String(boxes));
  for (const [name, letters, height] of boxes) assert.ok(letters >= 16 && height >= 44, `${name}: ${letters}, ${height}`);
});

test('the sheet is closed by Escape, and is all there for the keyboard alone', async (t) => {
  const page = await open(t, '?q=Korea', phone);
  await page.getByRole('button', { name: 'Filters' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#filters').waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('#filters')?.id), 'filters');
  for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement.value)) !== 'fr'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.waitForURL(/lang=fr/);
  assert.equal(await page.evaluate(() => document.activeElement.value), 'fr');
  await page.keyboard.press('Escape');
  await page.locator('#filters').waitFor({ state: 'hidden' });
  await until(page, () => document.activeElement.textContent === 'Filters (1)');
  await page.keyboard.press('Enter');
  await page.locator('#filters').waitFor();
  await page.locator('.hits h2 a').first().focus(); // nothing that has the focus is below it
  await page.locator('#filters').waitFor({ state: 'hidden' });
  assert.equal(await focused(page), (await titles(page))[0]);
});

test('in forced colours, from right to left, in the dark, filters can be told', notByBiDi, async (t) => {
  const page = await open(t, '?q=cooperatives&date=2023&lang=en', { forcedColors: 'active' });
  await shoot(page, 'forced');
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  const [list, panel] = [await page.locator('.found').boundingBox(), await page.locator('#filters').boundingBox()];
  assert.ok(panel.x < list.x);
  await assertAccessible(page, 'dark-rtl');
  assert.ok(url);
});
