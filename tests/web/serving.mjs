/* What the tests of pages share: an archive and its server, a browser, and what each page that is opened has to do.
   BROWSER is chromium (the default) or firefox, which is driven by WebDriver BiDi; both are Debian's. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';
import { startServer } from './server.mjs';

export const build = process.env.BUILD;
export const isFirefox = process.env.BROWSER === 'firefox';
export const shots = join(build, 'web', isFirefox ? 'firefox' : '');
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/* Starts the browser that is asked for. */
export function launch() {
  return isFirefox
    ? firefox.launch({ channel: 'moz-firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr' })
    : chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/* Starts a server of the sample archive and of the items given, with options, and a browser where none is given;
   `stop` ends what was started. */
export async function serve(items, options, shared) {
  const folder = mkdtempSync(join(tmpdir(), 'web-'));
  mkdirSync(shots, { recursive: true });
  writeFileSync(join(folder, 'items.jsonl'), items.map((item) => JSON.stringify(item)).join('\n') + '\n');
  const server = await startServer(folder, ['corpus', join(folder, 'items.jsonl')], options);
  const browser = shared ?? (await launch());
  return {
    url: server.url,
    browser,
    async stop() {
      if (!shared) await browser.close();
      server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/* For a screenshot the driver tries a style element, which the page's own policy forbids, and Firefox tells. */
export function isOfDriver(text) {
  return isFirefox && text.includes('blocked an inline style (style-src-elem)');
}

/* An empty page of its own, which has to do without errors and without any other server. */
async function openEmpty(served, t, options) {
  const context = await served.browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'en', ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !page.mayFail && wrong.push(message.text()));
  page.on('request', (request) => request.url().startsWith(served.url) || wrong.push('asked ' + request.url()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(wrong.filter((text) => !isOfDriver(text)), []);
  });
  return page;
}

/* The same at a path. */
export async function open(served, t, path, options = {}) {
  const page = await openEmpty(served, t, options);
  page.mayFail = options.mayFail; // a page that tells an error is one
  await page.goto(served.url + path);
  return page;
}

/* Looks at each of some paths in turn, all in one page, since a page of its own for each takes as long again. */
export async function each(served, t, paths, options, look) {
  const page = await openEmpty(served, t, options);
  for (const [name, path] of Object.entries(paths)) {
    page.mayFail = name === 'error';
    await page.goto(served.url + path);
    await look(page, name);
  }
}

/* A picture to look at, which no test does: of Chromium, and of Firefox for whoever asks by SCREENSHOTS. */
export async function picture(page, name, fullPage = true) {
  if (!isFirefox || process.env.SCREENSHOTS) await page.screenshot({ path: join(shots, name + '.png'), fullPage });
}

/* Puts a long text into a box in one step, in place of what is there. Firefox is told each of its letters by WebDriver
   BiDi, which takes seconds; its own editing command does the same as pasting. */
export async function paste(box, text) {
  if (!isFirefox) return box.fill(text);
  await box.evaluate((node, pasted) => {
    node.focus();
    node.select();
    document.execCommand('insertText', false, pasted);
  }, text);
}

/* What is not a link within a line of text is 24 pixels high and wide, or as far from others (WCAG 2.2, 2.5.8). */
async function smallTargets(page) {
  return page.evaluate(() => {
    const least = 24;
    const targets = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), summary, label:has(input)')]
      .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest('.hidden, .skip, p, h1, h2, .also') && !(part.matches('input') && part.closest('label')));
    return targets.map((part) => [part, part.getBoundingClientRect()])
      .filter(([, box]) => box.width > 0 && (box.height < least || box.width < least))
      .map(([part, box]) => `${part.outerHTML.slice(0, 80)}: ${Math.round(box.width)} × ${Math.round(box.height)}`);
  });
}

/* No violation of any rule, those of WCAG 2.2 AA and good practice included. The page's own policy forbids other
   scripts, so axe-core is put into it from outside. Of what it finds only what is wrong is described, and only that
   leaves the page: all the rest takes a browser longer than the rules themselves. */
export async function assertNoViolations(page) {
  await page.evaluate(axe);
  const { told, passed } = await page.evaluate(async () => {
    const found = await window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
    });
    return {
      told: found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(' | ')}`),
      passed: found.passes.length,
    };
  });
  assert.deepEqual(told, []);
  assert.ok(passed > 15);
}

/* The same, and nothing that is too small to be pressed; with a picture. */
export async function assertAccessible(page, name) {
  await picture(page, name);
  await assertNoViolations(page);
  assert.deepEqual(await smallTargets(page), []);
}
