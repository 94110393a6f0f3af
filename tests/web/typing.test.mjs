/* The box as one types: results, completions, composing, what happens where no answer comes, and the way back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, count, focused, isFirefox, notByBiDi, open, titles, until, url } from './pages.mjs';
import { paste } from './serving.mjs';

test('results come as one types, and the address follows', async (t) => {
  const page = await open(t, '');
  await page.locator('#q').pressSequentially('cooperatives Korea', { delay: 20 });
  await page.waitForURL('**/?q=cooperatives+Korea&typing=1');
  assert.equal(await count(page), '11 items');
  assert.equal(await page.locator('#told').textContent(), '11 items');
  assert.match((await titles(page))[0], /Sungkonghoe/);
  assert.ok((await page.locator('.hits h2 mark').count()) > 3);
  assert.equal(await focused(page), 'q');
  assert.equal(await page.title(), 'cooperatives Korea – News of the social economy');
  await assertAccessible(page, 'results');
});

/* What a page has, part by part, but for the state of its controls. */
function parts(page) {
  return page.$$eval('head *, main, main *, footer, footer *, form input[type="hidden"]', (all) => all.map((part) => {
    const text = [...part.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
    const attributes = [...part.attributes].filter(({ name }) => !['class', 'open', 'style'].includes(name) && !name.startsWith('aria-'));
    return [part.localName, ...attributes.map(({ name, value }) => `${name}=${value}`), ...text].join(' ').trim();
  }).sort());
}

test('what is shown in place is the page that its address leads to, whatever was there before', async (t) => {
  const page = await open(t, ''), fresh = await open(t, '');
  const search = async (text, key) => {
    await page.locator('#q').fill(text);
    if (key) await page.keyboard.press(key);
    await page.waitForURL((to) => (to.searchParams.get('q') ?? '') === text && to.searchParams.has('typing') === (!key && text !== ''));
  };
  const steps = [() => search('korea'), () => search('korea', 'Enter'), () => search('qqqqzz', 'Enter'), () => search('coperatives', 'Enter'), () => search('ferr'), () => search(''),
    () => search('korea', 'Enter'), () => page.locator('#filters input[type="checkbox"]').first().check(), () => page.goBack(), () => search('', 'Enter')];
  for (const [number, step] of steps.entries()) {
    const before = page.url();
    await step();
    await page.waitForURL((to) => String(to) !== before);
    await until(page, () => !document.querySelector('html.waiting'));
    await fresh.goto(page.url());
    assert.deepEqual(await parts(page), await parts(fresh), `${number} ${page.url()}`);
  }
});

test('a slow answer that is overtaken does not replace a later one', async (t) => {
  const page = await open(t, '');
  const asked = [];
  await page.route('**/?q=*', async (route) => {
    asked.push(route.request().url());
    if (asked.length === 1) await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => {});
  });
  await page.locator('#q').fill('bank');
  await page.waitForTimeout(300);
  await page.locator('#q').fill('ferry');
  await page.waitForURL('**/?q=ferry&typing=1');
  const now = await titles(page);
  await page.waitForTimeout(1700);
  assert.deepEqual(await titles(page), now);
  assert.equal(asked.length, 2, asked.join('\n'));
});

test('a word that is half typed already finds something', async (t) => {
  const page = await open(t, '');
  for (const part of ['coo', 'cooperat', 'cooperatives Kor']) {
    await page.locator('#q').fill(part);
    await page.waitForURL('**/?q=' + part.replace(' ', '+') + '&typing=1');
    assert.ok((await page.locator('.hits h2 mark').count()) > 0, part);
  }
  await page.keyboard.press('Enter'); // now Kor is a word
  await page.waitForURL('**/?q=cooperatives+Kor');
  assert.equal(await page.locator('.hits mark', { hasText: 'Korea' }).count(), 0);
});

test('what a half typed word found is found again by links, filters and a reload, and from an item', async (t) => {
  const page = await open(t, '');
  await page.locator('#q').fill('lighth');
  await page.waitForURL('**/?q=lighth&typing=1');
  const all = await count(page), first = (await titles(page))[0];
  await page.reload();
  assert.equal(await count(page), all);
  await page.getByRole('link', { name: 'Newest first' }).click();
  await page.waitForURL(/sort=newest/);
  assert.equal(await count(page), all);
  await page.goto(url + '?q=lighth&typing=1');
  await page.locator('#by-source li input').first().check();
  await page.waitForURL(/source=/);
  assert.equal(await count(page), '1 item');
  await page.goto(url + '?q=lighth&typing=1');
  await page.locator('.hits h2 a', { hasText: first }).first().click();
  await page.waitForURL(/item/);
  assert.ok((await page.locator('article mark, main mark').count()) > 0);
  await page.getByRole('link', { name: 'Back to the results' }).click();
  assert.equal(await count(page), all);
});

test('who has gone on to the results stays there when an answer comes', async (t) => {
  const page = await open(t, '?q=lighthouse');
  await page.route('**/?q=*', async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue().catch(() => {});
  });
  await page.locator('#q').fill('lighthouse letter');
  await page.waitForTimeout(300);
  await page.locator('.hits h2 a').nth(1).focus();
  await page.waitForURL(/letter/);
  assert.equal(await page.evaluate(() => document.activeElement.closest('.found') !== null), true);
  await page.locator('#q').fill('qqqqzz'); // which nothing has: no place is left but the box
  await page.waitForTimeout(300);
  await page.locator('.hits h2 a').nth(1).focus();
  await page.waitForURL(/qqqqzz/);
  assert.equal(await focused(page), 'q');
});

test('few requests are made for many keys', async (t) => {
  const page = await open(t, '');
  const asked = [];
  page.on('request', (request) => request.url().includes('q=') && asked.push(request.url()));
  await page.evaluate(async () => {
    const box = document.getElementById('q');
    box.focus();
    for (const letter of 'cooperatives') {
      box.value += letter;
      box.dispatchEvent(new InputEvent('input', { data: letter, inputType: 'insertText', bubbles: true }));
      await null; // as fast as they come
    }
  });
  await page.waitForURL('**/?q=cooperatives&typing=1');
  await page.locator('#completions li').first().waitFor();
  assert.equal(asked.length, 2, asked.join('\n')); // one of results, one of completions
});

/* ---- Composing ------------------------------------------------------------------------------------------------ */

/* What an input method does to the box, step by step; nothing is typed to its end. Chromium's own is used where it is
   there. */
async function compose(page, steps, wait) {
  const session = isFirefox ? null : await page.context().newCDPSession(page);
  await page.locator('#q').focus();
  for (const text of steps) {
    if (session) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    } else {
      await page.evaluate((shown) => {
        const box = document.getElementById('q');
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', keyCode: 229, isComposing: true, bubbles: true }));
        if (!box.value) box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
        box.value = shown;
        box.dispatchEvent(new CompositionEvent('compositionupdate', { data: shown, bubbles: true }));
        box.dispatchEvent(new InputEvent('input', { data: shown, isComposing: true, inputType: 'insertCompositionText', bubbles: true }));
      }, text);
    }
    await page.waitForTimeout(wait);
  }
}

test('what is composed is searched: Hangul, kana, pinyin', async (t) => {
  for (const steps of [['ㅎ', '혀', '협', '협ㄷ', '협도', '협동', '협동ㅈ', '협동조', '협동조합'], ['k', 'こ', 'こう', '公益'], ['c', 'co', 'coo', 'coop']]) {
    const page = await open(t, '');
    await compose(page, steps, 60);
    await until(page, (text) => new URL(location.href).searchParams.get('q') === text, steps.at(-1));
    assert.equal(await page.locator('#q').inputValue(), steps.at(-1));
    assert.equal(await focused(page), 'q');
  }
});

test('a letter of a syllable alone, of which no word can be told yet, leaves what is there', async (t) => {
  for (const path of ['', '?q=lighthouse']) {
    const page = await open(t, path);
    const before = await titles(page), address = page.url();
    const asked = [];
    page.on('request', (request) => request.url().includes('?q=') && !request.url().includes('api/') && asked.push(request.url()));
    await page.locator('#q').fill('ㅎ'); // in one step: an empty box would be searched where the next one comes late
    await page.waitForTimeout(500);
    assert.deepEqual(asked, []);
    assert.deepEqual(await titles(page), before);
    assert.equal(page.url(), address);
    await page.locator('#q').fill('협');
    await until(page, () => new URL(location.href).searchParams.get('q') === '협');
    await page.locator('#q').fill('협동 ㅎ'); // the words before it are searched
    await until(page, () => new URL(location.href).searchParams.get('q') === '협동 ㅎ');
    assert.ok((await page.locator('.hits mark').count()) > 0);
  }
});

test('a new syllable does not cancel what the one before it began', async (t) => {
  const page = await open(t, '');
  const shown = [];
  await page.route('**/?q=*', async (route) => {
    await new Promise((done) => setTimeout(done, 300)); // a slow line
    await route.continue().catch(() => {});
  });
  page.on('framenavigated', () => shown.push(new URL(page.url()).searchParams.get('q')));
  await compose(page, ['혀', '협', '협ㄷ', '협도', '협동', '협동ㅈ', '협동조', '협동조합', '협동조합ㅇ', '협동조합은', '협동조합은ㅎ', '협동조합은하'], 120);
  const before = await page.evaluate(() => new URL(location.href).searchParams.get('q'));
  assert.ok(before, 'something is shown while it goes on');
  await until(page, () => new URL(location.href).searchParams.get('q') === '협동조합은하');
});

test('an Android keyboard, which names no keys, is understood', async (t) => {
  const page = await open(t, '');
  await page.evaluate(() => {
    const box = document.getElementById('q');
    box.focus();
    for (const text of ['k', 'ko', 'kor', 'kore', 'korea']) {
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Unidentified', keyCode: 229, bubbles: true }));
      box.value = text;
      box.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText', isComposing: true, data: text, bubbles: true }));
    }
  });
  await page.waitForURL('**/?q=korea&typing=1');
  assert.ok((await page.locator('.hits mark').count()) > 0);
});

test('the box has as many characters as a search, of any script, however they come', async (t) => {
  const page = await open(t, '');
  const box = page.locator('#q');
  const length = () => box.evaluate((node) => [...node.value.normalize('NFC')].length);
  for (const one of ['x', '협', '𝒳', '👩', '협'.normalize('NFD')]) {
    await paste(box, one.repeat(1000));
    assert.equal(await box.inputValue(), one.repeat(1000), one);
    await box.press('End');
    await page.keyboard.insertText('𝒴'); // one more
    assert.equal(await length(), 1000, one);
    assert.equal((await box.inputValue()).includes('𝒴'), false, one);
    await paste(box, one.repeat(998));
    await box.press('End');
    await page.keyboard.type(one.repeat(5));
    assert.equal(await length(), 1000, one);
    await paste(box, one.repeat(1003));
    assert.equal(await length(), 1000, one);
    await page.keyboard.press('Enter');
    await page.waitForURL((at) => [...(at.searchParams.get('q') ?? '').normalize('NFC')].length === 1000);
    assert.equal(await page.locator('#trouble').textContent(), '', one);
  }
  await paste(box, 'a'.repeat(500) + 'b'.repeat(499));
  await box.evaluate((node) => node.setSelectionRange(500, 500));
  await page.keyboard.insertText('𝒴𝒴𝒴'); // of which one has room
  assert.equal(await box.inputValue(), 'a'.repeat(500) + '𝒴' + 'b'.repeat(499));
  assert.equal(await box.evaluate((node) => node.selectionStart), 502);
});

/* ---- No answer ------------------------------------------------------------------------------------------------ */

test('where no answer comes, results and text stay, and it is said', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const before = await titles(page);
  page.mayFail = true; // the browser tells the console
  await page.route('**/?q=*', (route) => route.abort());
  await page.locator('#q').fill('cooperatives bank');
  await until(page, () => document.getElementById('trouble').textContent);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  assert.deepEqual(await titles(page), before);
  assert.match(await page.getByRole('alert').textContent(), /got no response/);
  assert.equal(await page.locator('#q').inputValue(), 'cooperatives bank');
  assert.equal(await focused(page), 'q');
  assert.equal(await page.locator('html.waiting').count(), 0);
  await assertAccessible(page, 'no-answer');
  await page.unroute('**/?q=*');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=cooperatives+bank');
  assert.equal(await page.getByRole('alert').textContent(), '');
});

test('an answer that is not a success leaves the results, and says why', async (t) => {
  const page = await open(t, '?q=cooperatives');
  const before = await titles(page);
  page.mayFail = true;
  const main = '<main><p class="trouble">The search took too long.</p></main>';
  await page.route('**/?q=*', (route) => route.fulfill({ status: 503, contentType: 'text/html', body: main }));
  await page.locator('#q').fill('bank');
  await until(page, () => document.getElementById('trouble').textContent === 'The search took too long.');
  assert.deepEqual(await titles(page), before);
});

test('offline the text stays, and once back the search goes on', notByBiDi, async (t) => {
  const page = await open(t, '?q=cooperatives');
  page.mayFail = true;
  await page.context().setOffline(true);
  await page.locator('#q').fill('cooperatives ferry');
  await page.keyboard.press('Enter');
  await until(page, () => /offline/.test(document.getElementById('trouble').textContent));
  assert.equal(await page.locator('#q').inputValue(), 'cooperatives ferry');
  await page.context().setOffline(false);
  await page.waitForURL('**/?q=cooperatives+ferry');
});

/* ---- The way back --------------------------------------------------------------------------------------------- */

test('Enter searches at once, and once', async (t) => {
  const page = await open(t, '?q=bank');
  const asked = [];
  page.on('request', (request) => request.url().includes('?q=') && !request.url().includes('api/') && asked.push(request.url()));
  await page.evaluate(() => (window.same = true));
  await page.locator('#q').fill('ferry');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=ferry');
  await page.waitForTimeout(500);
  /* Before it, a browser that is slow to be told keys may have searched for some of them. */
  assert.deepEqual(asked.slice(asked.findIndex((address) => !address.includes('typing=1'))), [url + '?q=ferry']);
  assert.equal(await page.evaluate(() => window.same), true);
});

test('Back leads through the searches, not through their letters', async (t) => {
  const page = await open(t, '?q=cooperatives&limit=50');
  await page.locator('#q').fill('');
  await page.keyboard.type('ferry', { delay: 250 });
  await page.waitForURL(/q=ferry/);
  await page.waitForTimeout(1800); // typing rests
  await page.keyboard.type(' sea', { delay: 30 });
  await page.waitForURL(/q=ferry\+sea/);
  for (const query of ['ferry', 'cooperatives']) {
    await page.goBack();
    await until(page, (wanted) => document.title.startsWith(wanted + ' – '), query);
    assert.equal(await page.locator('#q').inputValue(), query);
    assert.ok((await page.locator('.hits > li').count()) > 0);
  }
  await page.goForward();
  await until(page, () => document.title.startsWith('ferry – '));
});

test('Back leads to where one was on the page', async (t) => {
  const page = await open(t, '?q=cooperatives&limit=50');
  const filter = page.getByRole('checkbox', { name: 'English' });
  await page.evaluate(() => scrollTo(0, 240));
  await filter.scrollIntoViewIfNeeded();
  const y = await page.evaluate(() => scrollY);
  assert.ok(y > 200);
  await filter.check();
  await page.waitForURL(/lang=en/);
  await page.evaluate(() => scrollTo(0, 900));
  await page.waitForTimeout(400);
  await page.goBack();
  await until(page, (wanted) => !document.querySelector('.chips') && Math.abs(scrollY - wanted) < 5, y);
  await page.goForward();
  await until(page, () => document.querySelector('.chips') && scrollY === 900);
});

test('Back from an item leads to where one was in the results', async (t) => {
  const page = await open(t, '?q=cooperatives&limit=50');
  const link = page.locator('.hits h2 a').nth(20);
  await link.scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
  const y = await page.evaluate(() => scrollY);
  await link.click();
  await page.waitForURL(/item/);
  await page.evaluate(() => history.back());
  await until(page, (wanted) => document.querySelector('.hits[start]') && Math.abs(scrollY - wanted) < 5, y);
});

/* ---- Completions ---------------------------------------------------------------------------------------------- */

async function complete(t, text, path = '') {
  const page = await open(t, path);
  await page.locator('#q').fill(text);
  await page.locator('#completions li').first().waitFor();
  return page;
}

test('words, publishers and headlines complete what is typed', async (t) => {
  const page = await complete(t, 'soci');
  const all = (await page.locator('#completions li').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
  assert.ok(all.includes('social'), all.join('\n'));
  assert.ok(all.includes('Social and Solidarity Economy News Source'), all.join('\n'));
  assert.ok(all.some((text) => / Headline$/.test(text)), all.join('\n'));
  assert.equal(await page.locator('#q').getAttribute('aria-expanded'), 'true');
  await assertAccessible(page, 'completions');
});

test('the keys choose a completion, those of the text are the text\u2019s', async (t) => {
  const page = await complete(t, 'cooperatives kor');
  const box = page.locator('#q');
  const active = () => box.getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), 'completion-0');
  assert.equal(await page.locator('#completion-0').getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowUp'); // back to the box, and round
  assert.equal(await active(), null);
  await page.keyboard.press('ArrowUp');
  assert.notEqual(await active(), null);
  await page.keyboard.press('Home');
  assert.equal(await active(), null);
  assert.equal(await box.evaluate((node) => node.selectionStart), 0);
  await page.keyboard.press('End');
  assert.equal(await box.evaluate((node) => node.selectionStart), 16);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#completions').isVisible(), false);
  assert.equal(await box.inputValue(), 'cooperatives kor');
  assert.equal(await focused(page), 'q');
  await page.keyboard.type('e');
  await page.locator('#completions li').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=cooperatives\+Korea$/);
  assert.equal(await box.inputValue(), 'cooperatives Korea');
  assert.equal(await page.locator('#completions').isVisible(), false);
  assert.equal(await focused(page), 'q');
});

test('with the mouse, a publisher becomes a filter and a headline leads to its item', async (t) => {
  const page = await complete(t, 'Korea soci');
  await page.locator('#completions li', { hasText: 'Source' }).first().click();
  await page.waitForURL(/source=/);
  assert.equal(await page.locator('#q').inputValue(), 'Korea');
  assert.equal(await page.locator('.chips li').first().textContent(), 'Social and Solidarity Economy News ×');
  await page.goto(url);
  await page.locator('#q').fill('sungkong');
  await page.locator('#completions li', { hasText: 'Headline' }).first().click();
  await page.waitForURL(/item\?id=/);
  assert.match(await page.locator('h1').textContent(), /Sungkonghoe/);
});

test('Enter without a choice searches for what is typed, and closes the list', async (t) => {
  const page = await complete(t, 'coop');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/?q=coop');
  await page.waitForTimeout(400);
  assert.equal(await page.locator('#completions').isVisible(), false);
});

test('an item\u2019s page completes, too', async (t) => {
  const page = await complete(t, 'coop', 'item?id=long');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?q=coop\w+/);
  assert.ok((await page.locator('.hits > li').count()) > 0);
});

test('on a phone completions cover nothing, and a tap below them does what it is on', async (t) => {
  const page = await open(t, '?q=cooperatives', { viewport: { width: 390, height: 780 }, hasTouch: !isFirefox });
  const tap = (x, y) => (isFirefox ? page.mouse : page.touchscreen)[isFirefox ? 'click' : 'tap'](x, y);
  await page.locator('#q').fill('soci');
  await page.locator('#completions li').first().waitFor();
  await page.waitForURL(/q=soci/);
  assert.ok((await page.locator('#completions li').count()) > 5);
  const button = page.getByRole('button', { name: /^Filters/ });
  const box = await button.boundingBox();
  assert.ok(box.y + box.height < 780, JSON.stringify(box));
  const isCovered = (part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return !part.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  assert.equal(await button.evaluate(isCovered), false);
  await assertAccessible(page, 'completions-phone');
  await tap(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('#filters:popover-open').waitFor();
  await page.locator('#completions').waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await page.locator('#q').fill('soci');
  await page.locator('#q').press('End');
  await page.keyboard.type('al');
  await page.waitForURL(/q=social/); // whose results take the place of those before
  await page.locator('#completions li').first().waitFor();
  const link = page.locator('.hits h2 a').first();
  await link.scrollIntoViewIfNeeded();
  assert.equal(await link.evaluate(isCovered), false);
  const place = await link.boundingBox();
  await tap(place.x + 10, place.y + 10);
  await page.waitForURL(/item\?id=/);
});

test('what was not taken as typed is announced with the number of items', async (t) => {
  const page = await open(t, '?q=cooperatives');
  await page.locator('#q').fill('cooperatives lang:xx');
  await page.keyboard.press('Enter');
  await until(page, () => document.getElementById('count').textContent.startsWith('Nothing'));
  assert.match(await page.locator('#told').textContent(), /^Nothing was found.* No item matches lang:xx\.$/);
});
