/* The search in pages of other sites, each on an origin of its own: by one script, by a form, in a frame. Only
   origins that the server names may; those pages' policies are strict, and their styles are not to be touched.
   Run by scripts/web-tests, which sets BUILD. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from './server.mjs';
import { assertNoViolations, isOfDriver, launch, paste, picture } from './serving.mjs';

let browser, server, url, folder, friend, stranger;

/* A site that answers every address with the page of that name. */
const pages = new Map();
const isolated = new Set(); // those that load only what consents to it
async function listen() {
  const site = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', `default-src 'none'; script-src ${url}; connect-src ${url}; form-action ${url}; frame-src ${url}`);
    if (isolated.has(request.url)) {
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    }
    response.end(pages.get(request.url) ?? '');
  });
  await new Promise((listening) => site.listen(0, '127.0.0.1', listening));
  return { site, origin: `http://127.0.0.1:${site.address().port}` };
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'embed-'));
  friend = await listen();
  stranger = await listen();
  server = await startServer(folder, ['corpus'], ['--embed', `https://other.example ${friend.origin}`]);
  url = server.url;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
  friend?.site.close();
  stranger?.site.close();
  rmSync(folder, { recursive: true, force: true });
});

/* Shows a page of a site; `body` stands in its <main>. */
async function open(t, body, { site = friend, lang = 'en', mayFail = false, isIsolated = false, ...options } = {}) {
  const path = '/' + pages.size;
  if (isIsolated) isolated.add(path);
  pages.set(path, `<!DOCTYPE html>\n<html lang="${lang}">\n<head>\n<meta charset="utf-8">\n<title>An organisation</title>\n</head>\n<body>\n<main>\n<h1>Us</h1>\n<h2>Our archive</h2>\n${body}\n</main>\n</body>\n</html>`);
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  /* Firefox tells there of what it blocked, where Chromium writes to the console. */
  const isBlocked = (error) => /^(Content-Security-Policy|Cross-Origin Request Blocked):/.test(String(error));
  page.on('pageerror', (error) => !(mayFail && isBlocked(error)) && wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !mayFail && wrong.push(message.text()));
  t.after(async () => {
    await context.close();
    /* The site's own policy forbids the icon that a browser asks for by itself. */
    assert.deepEqual(wrong.filter((text) => !isOfDriver(text) && !text.includes('favicon')), []);
  });
  await page.goto(site.origin + path);
  return page;
}

const script = (data = '') => `<script src="${url}embed.js" ${data}></script>`;

test('one script puts the box and what it finds into a page of another origin, by the keyboard alone', async (t) => {
  const page = await open(t, script());
  await page.keyboard.press('Tab');
  await page.keyboard.type('cooperatives Korea');
  /* What was half typed may have been searched before. */
  await page.locator('[role=status]', { hasText: /^11 items$/ }).waitFor({ state: 'attached' });
  await page.locator('li h3 mark').first().waitFor();
  assert.equal(await page.locator('li').count(), 5);
  assert.equal(await page.locator('[role=status]').textContent(), '11 items');
  /* What is sent is searched once more, and its answer takes the place of the one to what was being typed. */
  await page.locator('li').first().evaluate((item) => item.classList.add('typed'));
  await page.keyboard.press('Enter');
  await page.locator('li.typed').waitFor({ state: 'detached' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  const focused = await page.evaluate(() => {
    const { activeElement } = document.activeElement.shadowRoot;
    return [activeElement.localName, activeElement.closest('li') !== null, activeElement.href];
  });
  assert.deepEqual(focused.slice(0, 2), ['a', true]);
  assert.ok(focused[2].startsWith(url + 'item?id='));
  await page.keyboard.press('Enter');
  /* Asked again and again: a browser may have begun a navigation by a key and tell of no end of it. */
  for (let i = 0; i < 100 && !page.url().startsWith(url + 'item?id='); i++) await page.waitForTimeout(100);
  assert.ok(page.url().startsWith(url + 'item?id='));
});

test('what is longer than a search has its beginning searched, in any script', async (t) => {
  const page = await open(t, script());
  for (const one of ['협', '👩', '협'.normalize('NFD')]) {
    await paste(page.locator('input'), 'Korea ' + one.repeat(1200));
    const answer = page.waitForResponse(/api\/search/);
    await page.keyboard.press('Enter');
    assert.ok([200, 304].includes((await answer).status()), one); /* a browser may ask whether it changed */
    assert.equal([...new URL((await answer).url()).searchParams.get('q')].length, 1000, one);
  }
});

test('a letter of a syllable alone leaves what was found', async (t) => {
  const page = await open(t, script('data-query="cooperatives Korea"'));
  await page.locator('li h3 mark').first().waitFor();
  await page.locator('input').fill('ㅎ');
  await page.waitForTimeout(600);
  assert.equal(await page.locator('[role=status]').textContent(), '11 items');
  await page.locator('input').fill('협');
  await page.locator('li mark', { hasText: '협' }).first().waitFor();
});

test('matches are marked where they are, whatever is before them', async (t) => {
  const page = await open(t, script('data-query="cooperatives Korea"'));
  await page.locator('li').first().waitFor();
  const marks = await page.locator('li mark').allTextContents();
  assert.ok(marks.length > 5);
  for (const mark of marks) assert.match(mark, /^(coop|korea)/i);
});

test('the page keeps its style, and gives its colours', async (t) => {
  const page = await open(t, `<p id="own">Own words</p>\n${script('data-query="Korea"')}`);
  await page.locator('li').first().waitFor();
  const before = await page.evaluate(() => getComputedStyle(document.querySelector('#own')).cssText);
  const colour = () => page.locator('li a').first().evaluate((link) => getComputedStyle(link).color);
  assert.equal(await colour(), 'rgb(11, 87, 164)');
  await page.evaluate(() => document.documentElement.style.setProperty('--ssesearch-accent', 'rgb(120, 0, 60)'));
  assert.equal(await colour(), 'rgb(120, 0, 60)');
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('#own')).cssText), before);
  await picture(page, 'embedded');
  await assertNoViolations(page);
});

test('it speaks the language of the page, or the one that is asked for', async (t) => {
  for (const [lang, data, label] of [['fr', '', 'Rechercher'], ['es-MX', '', 'Buscar'], ['en', 'data-language="ko"', '검색'], ['eo', '', 'Search']]) {
    const page = await open(t, script(data), { lang });
    assert.equal(await page.locator('button').textContent(), label);
  }
  const page = await open(t, `<div lang="fr"><div id="here"></div></div>\n${script('data-target="#here" data-query="coopérative"')}`);
  await page.locator('li').first().waitFor();
  assert.match(await page.locator('#here [role=status]').textContent(), /article/);
  /* So does what it leads to, if the archive can. */
  const languages = (all) => all.evaluateAll((links) => links.map((link) => new URL(link.href).searchParams.get('ui')));
  assert.deepEqual(new Set(await languages(page.locator('#here a'))), new Set(['fr']));
  const other = await open(t, script('data-query="cooperatives"'), { lang: 'eo' });
  await other.locator('li').first().waitFor();
  assert.deepEqual(new Set(await languages(other.locator('a'))), new Set([null]));
});

test('it counts in the plural forms of its language', async (t) => {
  const told = async (lang, query) => {
    const page = await open(t, script(`data-query="${query}"`), { lang });
    await page.locator('[role=status] a').waitFor();
    return page.locator('[role=status]').textContent();
  };
  const arabic = { one: await told('ar', 'Sungkonghoe date:2023-07-25 lang:fr'), few: await told('ar', 'cooperatives date:2023-07-25'), many: await told('ar', 'cooperatives Korea') };
  assert.equal(new Set(Object.values(arabic).map((text) => text.replace(/[0-9\u0660-\u0669]+/g, '').trim())).size, 3);
  assert.equal(await told('fr', 'Sungkonghoe date:2023-07-25 lang:fr'), '1 article');
});

test('a reader who is in the list when another one comes stays in it', async (t) => {
  const page = await open(t, script());
  await page.keyboard.press('Tab');
  await page.keyboard.type('cooperatives');
  await page.locator('li h3 mark').first().waitFor();
  await page.locator('li a').nth(1).focus();
  const second = page.waitForResponse(/q=cooperatives\+Korea|q=cooperatives%20Korea/);
  await page.evaluate(() => {
    const root = document.querySelector('main > div, div').shadowRoot;
    root.getElementById('q').value = 'cooperatives Korea';
    root.getElementById('q').dispatchEvent(new Event('input'));
  });
  await second;
  await page.waitForFunction(() => document.querySelector('main > div, div').shadowRoot.querySelector('[role=status]').textContent === '11 items');
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement?.closest('li') !== null), true);
});

test('a filter, a number and a window may be asked for', async (t) => {
  const page = await open(t, script('data-query="cooperatives" data-filter="lang=fr&sort=newest" data-limit="2" data-window="_blank"'));
  await page.locator('li').first().waitFor();
  assert.equal(await page.locator('li').count(), 2);
  assert.equal(await page.locator('li h3').first().getAttribute('lang'), 'fr');
  assert.equal(await page.locator('li a').first().getAttribute('target'), '_blank');
  const all = await page.locator('[role=status] a').getAttribute('href');
  assert.equal(all, url + '?lang=fr&sort=newest&q=cooperatives&ui=en');
});

test('two boxes in one page do not touch each other, and nothing is kept on the machine', async (t) => {
  const page = await open(t, script('data-query="Korea"') + script());
  await page.locator('li').first().waitFor();
  assert.equal(await page.locator('input').count(), 2);
  assert.deepEqual(await page.locator('input').evaluateAll((inputs) => inputs.map((input) => input.value)), ['Korea', '']);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
});

test('where the server does not answer, what was found stays, and that is said', async (t) => {
  const page = await open(t, script('data-query="Korea"'), { mayFail: true });
  await page.locator('li').first().waitFor();
  const before = await page.locator('li h3').allTextContents();
  await page.route('**/api/search*', (route) => route.fulfill({ status: 503, body: '' }));
  await page.locator('input').fill('bank');
  await page.locator('[role=status]', { hasText: 'try again' }).waitFor();
  assert.deepEqual(await page.locator('li h3').allTextContents(), before);
  await page.unroute('**/api/search*');
  await page.keyboard.press('Enter');
  await page.locator('[role=status] a').waitFor();
});

test('a page of an origin that is not named is told nothing', async (t) => {
  const page = await open(t, script('data-query="Korea"'), { site: stranger, mayFail: true });
  await page.locator('[role=status]', { hasText: 'try again' }).waitFor();
  assert.equal(await page.locator('li').count(), 0);
});

test('a page that loads only what consents to it may embed the search, by the script and in a frame', async (t) => {
  const frame = `<iframe src="${url}?q=Korea" title="Our archive" width="700" height="600"></iframe>`;
  const page = await open(t, script('data-query="Korea"') + frame, { isIsolated: true });
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  await page.locator('li h3 mark').first().waitFor();
  await page.frameLocator('iframe').locator('.hits h2 mark').first().waitFor();
  await page.frameLocator('iframe').getByRole('link', { name: 'Newest first' }).click();
  await page.frameLocator('iframe').locator('.sorts [aria-current]', { hasText: 'Newest first' }).waitFor();
});

test('a form alone leads to the results', async (t) => {
  const page = await open(t, `<form action="${url}" role="search"><label>Search our archive <input type="search" name="q"></label> <input type="hidden" name="lang" value="fr"> <button>Search</button></form>`);
  await page.locator('[name=q]').fill('coopérative');
  await page.keyboard.press('Enter');
  await page.waitForURL(url + '?q=*');
  assert.ok((await page.locator('.hits h2 mark').count()) > 0);
});

test('the pages stand in a frame of an origin that is named, and of no other', async (t) => {
  const frame = `<iframe src="${url}?q=Korea" title="Our archive" width="700" height="600"></iframe>`;
  const page = await open(t, frame);
  await page.frameLocator('iframe').locator('.hits h2 mark').first().waitFor();
  await picture(page, 'framed', false);
  const other = await open(t, frame, { site: stranger, mayFail: true });
  await other.waitForTimeout(1000);
  assert.equal(await other.frameLocator('iframe').locator('.hits').count(), 0);
});
