// Shortcuts as libraries bind them: on the document, for each of the three events of a key, leaving fields alone.
(() => {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    document.addEventListener(type, ({ key, target }) => {
      const isField = target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
      if (isField || key.length > 1) return;
      document.title += ` ${type}:${key}`;
    });
  }
})();
