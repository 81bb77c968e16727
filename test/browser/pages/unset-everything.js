// A sheet of glass over the whole window, as high as it goes.
(() => {
  const glass = document.createElement('div');
  const styles = { display: 'block', position: 'fixed', inset: '0', 'z-index': '2147483647', 'pointer-events': 'auto' };
  for (const name in styles) glass.style.setProperty(name, styles[name], 'important');
  glass.id = 'glass';
  document.body.append(glass);
})();
