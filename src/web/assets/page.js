/* Results as one types, and keys to move through them. Nothing depends on it: what it shows is the page that the
   form would lead to. */
'use strict';
(function () {
  const wait = 150; // milliseconds after the last key
  const box = document.getElementById('q');
  let timer = 0;
  let request = null; // that is on its way

  document.documentElement.classList.add('scripted');

  /* The address that the form would lead to, with the filters of the page at hand. */
  function address() {
    const parameters = new URLSearchParams(new FormData(box.form));
    for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
    const text = parameters.toString();
    return text ? './?' + text : './';
  }

  /* Takes over what a page has that follows from its search; the box stays as it is, since someone types. */
  function take(page) {
    for (const part of ['main', 'footer', 'link[rel="alternate"]']) {
      const now = document.querySelector(part);
      const next = page.querySelector(part);
      if (now && next) now.replaceWith(next);
    }
    document.title = page.title;
    const count = document.getElementById('count');
    document.getElementById('told').textContent = count ? count.textContent : '';
  }

  /* Shows the results of a query that is being typed; one that is asked for later cancels those before it. Where no
     answer comes, what is there stays: Enter asks again, and the browser then says what is wrong. */
  async function show(where) {
    if (request) request.abort();
    const mine = request = new AbortController();
    document.documentElement.classList.add('waiting');
    try {
      const typed = where + (where.includes('?') ? '&' : '?') + 'typing=1'; // the last word may go on
      const answer = await fetch(typed, { signal: mine.signal, headers: { Accept: 'text/html' } });
      const page = await answer.text();
      if (answer.status < 500) take(new DOMParser().parseFromString(page, 'text/html'));
      return answer.status < 500;
    } catch (error) {
      return false;
    } finally {
      if (request === mine) {
        request = null;
        document.documentElement.classList.remove('waiting');
      }
    }
  }

  async function search() {
    const where = address();
    if (await show(where)) history.replaceState(null, '', where);
  }

  /* On an item's page there are no results to show. */
  if (box && !document.querySelector('main.item')) {
    box.addEventListener('input', function () { // composing or not: what the box shows is searched
      clearTimeout(timer);
      timer = setTimeout(search, wait);
    });
  }

  function headlines() {
    return [...document.querySelectorAll('.hits h2 a')];
  }

  /* One headline on or back; in front of the first is the box. */
  function move(step) {
    const all = headlines();
    const to = all.indexOf(document.activeElement) + step;
    if (to < 0) {
      box.focus();
    } else if (to < all.length) {
      all[to].focus();
    }
  }

  document.addEventListener('keydown', function (event) {
    const inBox = event.target === box;
    const isText = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!box || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === '/' && !isText) {
      box.focus();
      box.select();
    } else if (event.key === 'Escape' && !isText) {
      box.focus();
    } else if (event.key === 'ArrowDown' && (inBox || event.target.matches('.hits h2 a'))) {
      move(1);
    } else if (event.key === 'ArrowUp' && event.target.matches('.hits h2 a')) {
      move(-1);
    } else {
      return;
    }
    event.preventDefault();
  });
})();
