/* Puts the search of an archive into a page of another site, where this script stands or into the element that
   data-target selects. It keeps nothing on the reader's machine, and its style and the page's do not touch, but
   for the colours that the page gives by --ssesearch-* properties. What comes after the closing bracket, the messages
   of all languages, is added by the server. */
((catalogue) => {
  'use strict';
  const script = document.currentScript;
  const base = new URL('.', script.src);
  const { target, query = '', filter = '', limit = '5', language, window: opens } = script.dataset;
  const host = target ? document.querySelector(target) : document.createElement('div');
  if (!host) {
    console.error(`embed.js: data-target="${target}" selects nothing`);
    return;
  }
  if (!target) script.after(host);

  /* The page's language, the nearest there is. */
  const wanted = (
    language || host.closest('[lang]')?.lang || document.documentElement.lang || navigator.language
  ).toLowerCase();
  const known = [wanted, wanted.split('-')[0]].find((tag) => catalogue[tag]);
  const ui = known ?? 'en';
  const messages = catalogue[ui];

  const style = new CSSStyleSheet(); /* not an element, which the page's policy could forbid */
  style.replaceSync(`
    :host { display: block; color: var(--ssesearch-color, inherit); background: var(--ssesearch-background, transparent);
      font: var(--ssesearch-font, inherit); text-align: start; }
    form { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
    label { flex: 1 1 100%; }
    input { flex: 1 1 12em; min-width: 0; }
    input, button { font: inherit; padding: .5em .75em; min-height: 2.75em; border-radius: .25em; box-sizing: border-box;
      border: 1px solid var(--ssesearch-border, #767676); color: inherit; background: transparent; }
    button { cursor: pointer; color: var(--ssesearch-on-accent, #fff); background: var(--ssesearch-accent, #0b57a4);
      border-color: var(--ssesearch-accent, #0b57a4); }
    a { color: var(--ssesearch-accent, #0b57a4); overflow-wrap: anywhere; }
    :focus-visible { outline: 3px solid var(--ssesearch-accent, #0b57a4); outline-offset: 2px; }
    ol { list-style: none; padding: 0; margin: 1em 0; }
    li { margin: 0 0 1.25em; }
    h3 { font-size: 1.1em; margin: 0; }
    p { margin: .25em 0; overflow-wrap: anywhere; }
    mark { color: inherit; background: var(--ssesearch-mark, #ffe08a80); }
    @media (forced-colors: active) { mark { color: MarkText; background: Mark; } }`);

  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [style];
  const frame = make('div', { lang: ui, dir: ui === 'ar' ? 'rtl' : 'ltr' });
  const input = make('input', { type: 'search', id: 'q', name: 'q', dir: 'auto', autocomplete: 'off' });
  const label = make('label', { textContent: messages.label });
  label.htmlFor = 'q';
  const form = make('form', { method: 'get', action: base.href });
  form.setAttribute('role', 'search');
  form.append(label, input, make('button', { textContent: messages.search }));
  const told = make('p');
  told.setAttribute('role', 'status');
  const list = make('ol', { ariaLabel: messages.results });
  list.hidden = true;
  frame.append(form, told, list);
  root.append(frame);

  function make(name, properties = {}) {
    return Object.assign(document.createElement(name), properties);
  }

  /* What it leads to speaks the same language. */
  function link(address, text) {
    if (known) address.searchParams.set('ui', known);
    const made = make('a', { href: address });
    if (opens) made.target = opens;
    if (opens) made.rel = 'noopener';
    made.append(text);
    return made;
  }

  /* A text with its matches marked; they count in units of UTF-16, as text does here. */
  function marked(text, ranges) {
    const all = document.createDocumentFragment();
    let at = 0;
    for (const [start, length] of ranges) {
      all.append(text.slice(at, start), make('mark', { textContent: text.slice(start, start + length) }));
      at = start + length;
    }
    all.append(text.slice(at));
    return all;
  }

  /* A date as far as it is known: a year, a month or a day. */
  function dated(date) {
    const fields = date.split('-').length;
    const form = { year: 'numeric', timeZone: 'UTC' };
    if (fields > 1) form.month = 'long';
    if (fields > 2) form.day = 'numeric';
    return make('time', { dateTime: date, textContent: new Intl.DateTimeFormat(ui, form).format(new Date(date)) });
  }

  function entry(item) {
    const made = make('li');
    const heading = make('h3', { dir: 'auto' });
    const page = new URL('item', base);
    page.searchParams.set('id', item.id);
    if (item.archive) page.searchParams.set('archive', item.archive);
    heading.append(link(page, marked(item.title, item.highlights.title)));
    const origin = make('p');
    if (item.date) origin.append(dated(item.date));
    if (item.source) origin.append(item.date ? ' · ' : '', make('bdi', { textContent: item.source }));
    const snippet = make('p', { dir: 'auto' });
    snippet.append(marked(item.snippet, item.highlights.snippet));
    if (item.lang) heading.lang = snippet.lang = item.lang;
    made.append(heading, origin, snippet);
    return made;
  }

  /* A message that counts has the plural forms of its language, of CLDR's categories in this order. */
  function counted(message, count) {
    const forms = message.split('|');
    const categories = forms.length > 2 ? ['zero', 'one', 'two', 'few', 'many', 'other'] : ['one', 'other'];
    const form = forms[categories.indexOf(new Intl.PluralRules(ui).select(count))] ?? forms.at(-1);
    return form.replace('{}', new Intl.NumberFormat(ui).format(count));
  }

  function address(path, words) {
    const made = new URL(path, base);
    made.search = filter;
    made.searchParams.set('q', words);
    return made;
  }

  function show(words, found, is_typing) {
    const links = () => [...list.querySelectorAll('a')];
    const focused = links().indexOf(root.activeElement); /* a reader who is in the list already stays there */
    list.replaceChildren(...found.items.map(entry));
    if (focused >= 0) (links()[focused] ?? input).focus();
    list.hidden = found.items.length === 0;
    const all = address('', words);
    if (is_typing) all.searchParams.set('typing', '1');
    const was_told = told.contains(root.activeElement);
    told.replaceChildren(
      found.total === 0 ? messages.nothing : link(all, counted(found.total_is_exact ? messages.items : messages.more, found.total))
    );
    if (was_told) (told.querySelector('a') ?? input).focus();
  }

  let running, waiting, last;

  /* As many characters as a search has, counted as the server does. */
  function typed() {
    return [...input.value.normalize('NFC')].slice(0, 1000).join('').trim();
  }

  /* What was found stays where the answer is none, and that is said. */
  async function search(is_typing) {
    const words = typed();
    clearTimeout(waiting);
    const is_begun = is_typing && /^[\u3131-\u3163]+$/.test(words); /* letters of Hangul that are not a syllable yet */
    if (words === last || is_begun) return;
    last = words;
    running?.abort();
    if (!words) {
      list.hidden = true;
      told.replaceChildren();
      return;
    }
    const mine = (running = new AbortController());
    const from = address('api/search', words);
    from.searchParams.set('limit', limit);
    from.searchParams.set('offsets', 'utf16');
    if (is_typing) from.searchParams.set('typing', '1');
    try {
      const answer = await fetch(from, { signal: mine.signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!answer.ok) throw new Error(answer.status);
      show(words, await answer.json(), is_typing);
    } catch {
      if (mine.signal.aborted) return;
      told.replaceChildren(messages.trouble);
      last = undefined;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    last = undefined; /* what was half typed is whole now */
    search(false);
  });
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 250, true);
  });
  input.value = query;
  if (query) search(false);
})
