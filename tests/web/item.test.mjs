/* The page of an item, the languages and the looks of all pages, in real browsers: what a reader does with them, what
   axe-core and Lighthouse find, and pictures of every state for who asks for them.
   Run by scripts/web-tests, which sets BUILD. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertAccessible, each, executablePath, isFirefox, open, picture, serve } from './serving.mjs';

const about = 'News of cooperatives and the social economy, collected since 2002 by the federation.';
const sentence = 'The members of the cooperative met at the harbour to speak of boats, of nets, and of what the winter had cost them. ';
const items = [
  { id: 'ar', title: 'التعاونيات في المغرب تبني ميناء جديدًا', text: 'تعاونية جديدة للصيادين في المغرب.\n' + 'اجتمع أعضاء التعاونية في الميناء للحديث عن القوارب والشباك. '.repeat(8), lang: 'ar', date: '2024-05-01', source: 'صوت التعاونيات', url: 'https://example.org/ar', tags: ['تعاونيات', 'صيد'] },
  { id: 'long', title: 'A ' + 'very long headline that goes on and on '.repeat(8) + 'x'.repeat(120), text: 'Words ' + 'y'.repeat(200), lang: 'en', date: '2024-05-02' },
  { id: 'whole', title: 'Fishers of the harbour found a cooperative', text: (sentence.repeat(4) + '\n').repeat(5), lang: 'en', date: '2024-04-30', source: 'Harbour News', url: 'https://www.harbour.example/news/1', authors: ['Ann Smith'], tags: Array.from({ length: 40 }, (_, i) => 'tag number ' + i) },
];
let served;
const chromiumOnly = { skip: isFirefox && 'Firefox cannot be told that by WebDriver BiDi' };

before(async () => {
  served = await serve(items, ['--title', 'News of the social economy', '--about', about, '--link', 'Imprint https://example.org/imprint', '--link', 'Privacy https://example.org/privacy']);
});

after(() => served?.stop());

const search = '?q=cooperatives+Korea&sort=newest';
const item = 'item?id=whole&q=harbour+cooperative&sort=newest&offset=0';

test('from the results to an item, on to the next, and back to where one was', async (t) => {
  const page = await open(served, t, search + '&group=0&page=2');
  const first = page.locator('.hits li').first();
  await first.locator('a[href*="/item?"], a[href^="./item?"]').first().click();
  await page.waitForURL(/item\?id=/);
  const here = await page.locator('h1').textContent();
  assert.ok((await page.locator('article mark').count()) > 0);
  await page.getByRole('link', { name: 'Previous item' }).click();
  assert.notEqual(await page.locator('h1').textContent(), here);
  await page.getByRole('link', { name: 'Next item' }).click();
  assert.equal(await page.locator('h1').textContent(), here);
  assert.equal(await page.locator('#q').inputValue(), 'cooperatives Korea');
  await page.getByRole('link', { name: 'Back to the results' }).click();
  assert.equal(await page.locator('.hits').getAttribute('start'), '11');
  assert.match(page.url(), /sort=newest&group=0&page=2#hit-11$/);
});

test('the link back to a long list leads to the item in it, for the eye and for the keyboard', async (t) => {
  for (const javaScriptEnabled of isFirefox ? [true] : [true, false]) {
    const page = await open(served, t, '?q=cooperatives&limit=50', { viewport: { width: 360, height: 740 }, javaScriptEnabled });
    await page.locator('.hits h2 a').nth(20).click();
    await page.getByRole('link', { name: 'Next item' }).click();
    const here = await page.locator('h1').textContent();
    await page.getByRole('link', { name: 'Back to the results' }).click();
    await page.waitForURL(/#hit-22$/);
    const hit = page.locator('#hit-22 h2 a');
    assert.equal(await hit.textContent(), here);
    const { y, height } = await hit.boundingBox();
    assert.ok(y >= 0 && y + height <= 740, String(y));
    await page.keyboard.press('Tab');
    assert.equal(await hit.evaluate((link) => link === document.activeElement), true);
  }
});

test('the links back, to the previous and to the next item stay whole and in order on a phone, in each language', async (t) => {
  const page = await open(served, t, search, { viewport: { width: 360, height: 740 } });
  await page.locator('.hits h2 a').nth(3).click();
  await page.waitForURL(/item\?id=/);
  const here = page.url();
  for (const tag of ['en', 'fr', 'es', 'pt', 'de', 'ko', 'ja', 'ar']) {
    for (const width of [320, 360, 390]) {
      await page.setViewportSize({ width, height: 740 });
      await page.goto(here + '&ui=' + tag);
      const [back, previous, next] = await page.locator('.steps li').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      assert.ok(Math.abs(previous.top - next.top) < 2, `${tag} ${width}: previous and next in one line`);
      assert.ok(back.top <= previous.top, tag);
      assert.ok(back.height < 40 && previous.height < 40 && next.height < 40, `${tag} ${width}: each is one line`);
    }
  }
  await page.goto(here);
  await picture(page, 'steps-phone', false);
});

test('marks are turned off and on by a key, without a script', chromiumOnly, async (t) => {
  const page = await open(served, t, item, { javaScriptEnabled: false });
  const paper = () => page.locator('article mark').first().evaluate((mark) => getComputedStyle(mark).backgroundColor);
  const marked = await paper();
  await page.getByRole('checkbox', { name: 'Highlight the search words' }).focus();
  await page.keyboard.press('Space');
  assert.match(await paper(), /rgba\(0, 0, 0, 0\)/);
  await page.keyboard.press('Space');
  assert.equal(await paper(), marked);
  await page.locator('.share summary').click();
  assert.equal(await page.locator('#copy').isVisible(), false);
});

test('the link of an item is copied without its search, and that is told', async (t) => {
  const page = await open(served, t, item, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.share summary').click();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.locator('#copied', { hasText: 'The link was copied.' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), served.url + 'item?id=whole');
});

test('a reference is downloaded under a name of its kind', async (t) => {
  const page = await open(served, t, item);
  await page.locator('.cite summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'BibTeX' }).click()]);
  assert.match(download.suggestedFilename(), /\.bib$/);
});

/* In the middle of paragraphs; what stands before a line's end is counted. */
test('a line of text has 65 to 75 characters', async (t) => {
  const page = await open(served, t, item);
  const lengths = await page.evaluate(() => {
    const text = document.querySelector('article p:not(.origin)').firstChild, lines = [];
    const walker = document.createTreeWalker(text.parentNode, NodeFilter.SHOW_TEXT), range = document.createRange();
    let top = null, length = 0;
    for (let node; (node = walker.nextNode());) {
      for (let i = 0; i < node.data.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (top !== null && box.top > top + 5) {
          lines.push(length);
          length = 0;
        }
        top = box.top;
        length++;
      }
    }
    return lines;
  });
  const mean = lengths.reduce((a, b) => a + b) / lengths.length;
  assert.ok(lengths.length > 4 && mean >= 65 && mean <= 75, lengths.join(' '));
});

test('the language that is chosen at the foot stays while one searches', async (t) => {
  const page = await open(served, t, search);
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.waitForURL(/ui=de/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.locator('#q').fill('ferry');
  await page.waitForURL(/q=ferry/);
  await page.getByRole('button', { name: 'Suchen' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.locator('.hits a[href*="item?id="]').first().click();
  await page.waitForURL(/item\?id=/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  assert.match(await page.locator('.origin time').first().textContent(), /^\d+\. [A-Z]/);
});

const states = { home: '', results: search, item, none: '?q=qqqqqq', error: '?page=x', 'item-long': 'item?id=long', 'item-ar': 'item?id=ar&q=التعاونيات' };
const looks = {
  light: {},
  dark: { colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 } },
  tablet: { viewport: { width: 768, height: 1024 } },
  arabic: { locale: 'ar' },
  'arabic-phone': { locale: 'ar', viewport: { width: 320, height: 640 } },
  contrast: { forcedColors: 'active' },
};

for (const [look, options] of Object.entries(looks)) {
  test(`every state in ${look} is accessible, and nothing has to be scrolled sideways`, async (t) => {
    await each(served, t, states, options, async (page, state) => {
      const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= room, `${state}: ${wide} of ${room}`);
      await assertAccessible(page, `${state}-${look}`);
    });
  });
}

test('an archive that has set its logo, colour and style is accessible, light and dark', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'brand-'));
  const logo = join(folder, 'logo.svg'), style = join(folder, 'own.css');
  writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40" rx="8" fill="#e3001b"/><path d="M20 28 60 10 100 28" stroke="#fff" stroke-width="6" fill="none"/></svg>');
  writeFileSync(style, ':root { --round: 0; --font: Georgia, serif; }');
  const own = await serve(items, ['--title', 'Federation of cooperatives', '--logo', logo, '--color', '#e3001b', '--style', style, '--about', about], served.browser);
  t.after(async () => {
    await own.stop();
    rmSync(folder, { recursive: true });
  });
  const { home, results } = states;
  for (const colorScheme of ['light', 'dark']) {
    await each(own, t, { home, item, results }, { colorScheme }, async (page, state) => {
      assert.equal(await page.locator('button').first().evaluate((button) => getComputedStyle(button).borderRadius), '0px');
      assert.ok(await page.locator('.logo').evaluate((image) => image.complete && image.naturalWidth === 120));
      await assertAccessible(page, `own-${state}-${colorScheme}`);
    });
  }
});

test('pages in each language are accessible and fit a phone', async (t) => {
  for (const locale of ['fr', 'es', 'pt', 'de', 'ko', 'ja']) {
    await each(served, t, { none: states.none, item }, { locale, viewport: { width: 320, height: 640 } }, async (page, state) => {
      assert.equal(await page.locator('html').getAttribute('lang'), locale);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, `${state} in ${locale}`);
      await assertAccessible(page, `${state}-phone-${locale}`);
    });
  }
});

test('text of twice the size needs no scrolling sideways', async (t) => {
  await each(served, t, states, { viewport: { width: 640, height: 800 } }, async (page, state) => {
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 640, `${state}: ${wide}`);
    await picture(page, `${state}-large`);
  });
});

test('on paper there is what one reads, and no more', chromiumOnly, async (t) => {
  await each(served, t, states, { viewport: { width: 700, height: 900 } }, async (page, state) => {
    await page.emulateMedia({ media: 'print' });
    for (const part of ['form label', 'form button', 'footer', '.steps', '#marks'])
      for (const one of await page.locator(part).all()) assert.equal(await one.isVisible(), false, part);
    if (state === 'item') assert.ok(await page.locator('article').isVisible());
    await picture(page, `${state}-print`);
  });
});

test('right to left, the page is mirrored, and a left to right item stays as it is', async (t) => {
  const page = await open(served, t, item, { locale: 'ar' });
  const direction = (part) => page.locator(part).first().evaluate((node) => getComputedStyle(node).direction);
  assert.equal(await direction('html'), 'rtl');
  assert.equal(await direction('article'), 'ltr');
  const [box, button] = await page.evaluate(() => ['#q', 'form button'].map((part) => document.querySelector(part).getBoundingClientRect().left));
  assert.ok(button < box);
});

/* Of results, that crawlers are kept away from is meant. How fast a page is depends on what else this machine does: that
   is told, and the rest has to be without fault. */
test('Lighthouse finds nothing to mend on the first page, results and an item', { ...chromiumOnly, timeout: 240000 }, async (t) => {
  const { default: lighthouse } = await import('lighthouse');
  const { chromium } = await import('playwright-core');
  const port = 9000 + Math.floor(Math.random() * 900);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--remote-debugging-port=${port}`] });
  t.after(() => browser.close());
  for (const state of ['home', 'results', 'item']) {
    const skipAudits = state === 'results' ? ['is-crawlable'] : [];
    const { lhr } = await lighthouse(served.url + states[state], { port, output: 'json', logLevel: 'silent', disableFullPageScreenshot: true, skipAudits });
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, category]) => [name, Math.round(category.score * 100)]));
    t.diagnostic(`${state}: ${JSON.stringify(scores)}`);
    const faults = Object.entries(lhr.categories).filter(([name]) => name !== 'performance').flatMap(([name, category]) =>
      category.auditRefs.filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1).map((ref) => `${name}: ${ref.id}`));
    assert.deepEqual(faults, [], state);
  }
});
