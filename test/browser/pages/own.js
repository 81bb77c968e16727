// What the page's own script does: it must go on doing it.
(() => {
  let count = 0;
  document.querySelector('#own').addEventListener('click', () => {
    setTimeout(() => {
      Promise.resolve([count, 1]).then((numbers) => {
        count = numbers.reduce((sum, number) => sum + number);
        document.querySelector('#count').textContent = String(count);
      });
    }, 0);
  });
})();
