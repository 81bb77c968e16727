document.querySelector('#accept').addEventListener('click', () => document.querySelector('#cookies').remove());
