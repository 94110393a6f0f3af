/* Drives sseserve's pages in a real Chromium, as a reader does: typing, links, keys, a phone, the dark, without a
   script, in Korean. Each page that is looked at is also asked of axe-core, which has to find nothing.
   Run by scripts/web-tests, which sets BUILD; screenshots are left in BUILD/web. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const build = process.env.BUILD;
const shots = join(build, 'web');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser, server, url, folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(shots, { recursive: true });
  /* Right to left, and words longer than a phone is wide, are not in the sample archive. */
  const odd = [
    { id: 'ar', title: 'التعاونيات في المغرب', text: 'تعاونية جديدة للصيادين.', lang: 'ar', date: '2024-05-01', url: 'https://example.org/ar' },
    { id: 'long', title: 'A ' + 'x'.repeat(120), text: 'Words ' + 'y'.repeat(200), lang: 'en', date: '2024-05-02' },
  ];
  writeFileSync(join(folder, 'odd.jsonl'), odd.map((item) => JSON.stringify(item)).join('\n') + '\n');
  const db = join(folder, 'index.db');
  execFileSync(join(build, 'sseindex'), ['--quiet', '--db', db, 'corpus', join(folder, 'odd.jsonl')]);
  server = spawn(join(build, 'sseserve'), ['--quiet', '--db', db, '--listen', '127.0.0.1:0', '--title', 'News of the social economy']);
  url = await new Promise((found, failed) => {
    let said = '';
    server.stderr.on('data', (data) => {
      const place = (said += data).match(/http:\/\/\S+/);
      if (place) found(place[0]);
    });
    server.on('exit', () => failed(new Error(said)));
  });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});

after(async () => {
  await browser?.close();
  server?.removeAllListeners('exit');
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/* A page of its own, which has to do without errors and without any other server. */
async function open(t, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'en', ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !page.mayFail && wrong.push(message.text()));
  page.on('request', (request) => request.url().startsWith(url) || wrong.push('asked ' + request.url()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  });
  await page.goto(url + path);
  return page;
}

/* No violation of any rule, those of WCAG 2.2 AA and good practice included. The page's own policy forbids other
   scripts, so axe-core is put into it from outside. */
async function assertAccessible(page, name) {
  await page.screenshot({ path: join(shots, name + '.png'), fullPage: true });
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  );
  const told = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(' | ')}`);
  assert.deepEqual(told, []);
  assert.ok(found.passes.length > 15);
}

const titles = (page) => page.locator('.hits h2 a').allTextContents();
const count = (page) => page.locator('#count').textContent();
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);

test('results come as one types, and the address follows', async (t) => {
  const page = await open(t, '');
  await page.locator('#q').pressSequentially('cooperatives Korea', { delay: 20 });
  await page.waitForURL('**/?q=cooperatives+Korea');
  assert.equal(await count(page), '11 items');
  assert.equal(await page.locator('#told').textContent(), '11 items');
  assert.match((await titles(page))[0], /Sungkonghoe/);
  assert.ok((await page.locator('.hits h2 mark').count()) > 3);
  assert.equal(await focused(page), 'q');
  assert.equal(await page.title(), 'cooperatives Korea – News of the social economy');
  await page.reload();
  assert.equal(await count(page), '11 items');
  await assertAccessible(page, 'results');
});

test('a slow answer that is overtaken does not replace a later one', async (t) => {
  const page = await open(t, '');
  let asked = 0;
  await page.route('**/?q=*', async (route) => {
    if (asked++ === 0) await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => {});
  });
  await page.locator('#q').fill('bank');
  await page.waitForTimeout(300);
  await page.locator('#q').fill('ferry');
  await page.waitForURL('**/?q=ferry');
  const now = await titles(page);
  await page.waitForTimeout(1700);
  assert.deepEqual(await titles(page), now);
  assert.equal(asked, 2);
});

test('a word that is half typed already finds something', async (t) => {
  const page = await open(t, '');
  for (const part of ['coo', 'cooperat', 'cooperatives Kor']) {
    await page.locator('#q').fill(part);
    await page.waitForURL('**/?q=' + part.replace(' ', '+'));
    assert.ok((await page.locator('.hits h2 mark').count()) > 0, part);
  }
  await page.reload(); // as it stands there, Kor is a word
  assert.equal(await page.locator('.hits mark', { hasText: 'Korea' }).count(), 0);
});

test('what the box shows is searched while it is being composed', async (t) => {
  const page = await open(t, '');
  await page.evaluate(() => {
    const box = document.getElementById('q');
    box.focus();
    box.dispatchEvent(new CompositionEvent('compositionstart'));
    box.value = '협동조합';
    box.dispatchEvent(new InputEvent('input', { isComposing: true }));
  });
  await page.waitForURL(/q=%ED%98%91/);
  assert.ok((await page.locator('.hits mark', { hasText: '협동조합' }).count()) > 0);
});

test('where no answer comes, results and text stay', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const before = await titles(page);
  page.mayFail = true; // the browser tells the console
  await page.route('**/?q=*', (route) => route.abort());
  await page.locator('#q').fill('cooperatives bank');
  await page.waitForTimeout(500);
  assert.deepEqual(await titles(page), before);
  assert.equal(await page.locator('#q').inputValue(), 'cooperatives bank');
  assert.equal(await page.locator('html.waiting').count(), 0);
});

test('few requests are made for many keys', async (t) => {
  const page = await open(t, '');
  let asked = 0;
  page.on('request', () => asked++);
  await page.locator('#q').pressSequentially('cooperatives', { delay: 10 });
  await page.waitForURL('**/?q=cooperatives');
  assert.ok(asked <= 3, `${asked} requests`);
});

test('facets narrow, and what was narrowed can be widened', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  const year = page.locator('aside a', { hasText: '2023' });
  const number = await year.locator('.number').textContent();
  await year.click();
  assert.equal(await count(page), number + ' items');
  assert.match(page.url(), /date=2023/);
  await page.locator('aside a', { hasText: 'Français' }).click();
  assert.match(page.url(), /date=2023.*lang=fr/);
  assert.equal(await count(page), '2 items');
  await assertAccessible(page, 'narrowed');
  await page.getByRole('link', { name: 'Remove the filter 2023' }).click();
  await page.getByRole('link', { name: 'Remove the filter fr' }).click();
  assert.equal(await count(page), '11 items');
});

test('filters stay when one types on', async (t) => {
  const page = await open(t, '?q=cooperatives&lang=fr');
  await page.locator('#q').fill('coopératives Corée');
  await page.waitForURL(/lang=fr/);
  await page.waitForURL(/Cor%C3%A9e/);
  assert.ok((await page.locator('.hits li').count()) > 0);
  assert.equal(await page.locator('.hits li:not([lang=fr])').count(), 0);
});

test('a bar of the timeline narrows to its month', async (t) => {
  const page = await open(t, '?q=cooperatives+Korea');
  const bars = page.locator('.timeline a');
  const told = await bars.last().locator('title').textContent();
  const [, month, number] = told.match(/^(\d{4}-\d{2}): (\d+)$/);
  await bars.last().click();
  assert.match(page.url(), new RegExp('date=' + month));
  assert.equal(await count(page), number + ' items');
});

test('order, pages and what was meant are links', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const best = await titles(page);
  await page.getByRole('link', { name: 'Newest first' }).click();
  assert.notDeepEqual(await titles(page), best);
  const dates = await page.locator('.hits time').evaluateAll((all) => all.map((time) => time.dateTime));
  assert.deepEqual(dates, [...dates].sort().reverse());
  await page.getByRole('link', { name: 'Next' }).click();
  assert.equal(await page.locator('.hits').getAttribute('start'), '11');
  assert.equal(await page.locator('[aria-current=page]').textContent(), 'Page 2');
  await page.goto(url + '?q=coperatives+korae');
  await assertAccessible(page, 'meant');
  await page.locator('.meant a').click();
  assert.equal(await count(page), '11 items');
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
  assert.equal(await focused(page), 'Skip to the results');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'main');
  await page.keyboard.press('Tab'); // an order; bars of the timeline are passed over
  assert.equal(await focused(page), 'Relevance');
});

test('an item has a page of its own, with others like it', async (t) => {
  const page = await open(t, '?q=Sungkonghoe');
  await page.getByRole('link', { name: /^Details: ILO and Sungkonghoe/ }).click();
  assert.match(await page.locator('h1').textContent(), /Sungkonghoe/);
  assert.ok((await page.locator('#similar ~ .hits li').count()) >= 3);
  await assertAccessible(page, 'item');
  const here = page.url();
  await page.goto(here);
  assert.match(await page.locator('h1').textContent(), /Sungkonghoe/);
  await page.locator('#q').fill('ferry');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=ferry');
});

test('all of it works without a script', async (t) => {
  const page = await open(t, '', { javaScriptEnabled: false });
  await page.locator('#q').fill('cooperatives Korea');
  await page.getByRole('button', { name: 'Search' }).click();
  assert.equal(await count(page), '11 items');
  await page.locator('aside a', { hasText: '2023' }).click();
  assert.match(page.url(), /date=2023/);
  await page.getByRole('link', { name: 'Newest first' }).click();
  assert.match(page.url(), /sort=newest/);
  assert.equal(await page.locator('#keys').isVisible(), false);
  await page.screenshot({ path: join(shots, 'no-script.png'), fullPage: true });
});

test('a phone of 320 pixels shows it all without scrolling sideways', async (t) => {
  for (const path of ['', '?q=cooperatives+Korea&date=2023', '?q=xxx*', 'item?id=long', 'nothing']) {
    const page = await open(t, path === 'nothing' ? '' : path, { viewport: { width: 320, height: 640 } });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${path}: ${wide}`);
    await assertAccessible(page, 'phone' + path.replace(/\W+/g, '-'));
  }
});

test('in the dark it is dark, with contrast enough', async (t) => {
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

test('French and Spanish readers are spoken to in their language', async (t) => {
  for (const [locale, word] of [['fr-FR', 'Rechercher'], ['es-ES', 'Buscar']]) {
    const page = await open(t, '?q=qqqqqq', { locale });
    assert.equal(await page.getByRole('button').textContent(), word);
    await assertAccessible(page, 'none-' + locale);
  }
});
