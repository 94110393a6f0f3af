/* The button that copies the address of an item: it is there only where a script can do it. */
'use strict';
(function () {
  const button = document.getElementById('copy');
  if (!button || !navigator.clipboard) return; // browsers have one for safe origins alone
  button.hidden = false;
  button.addEventListener('click', async function () {
    try {
      await navigator.clipboard.writeText(button.dataset.link);
      document.getElementById('copied').textContent = button.dataset.done;
    } catch (error) {
      document.getElementById('copied').textContent = ''; // the address stands above
    }
  });
})();
