(() => {
  const dialog = document.querySelector('#dialog');
  document.querySelector('#show').addEventListener('click', () => dialog.showModal());
  document.querySelector('#answer').addEventListener('click', () => dialog.close());
})();
