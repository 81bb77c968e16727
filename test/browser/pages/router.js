// Client-side routing: as Turbo swaps the body, as the crudest routers replace everything, and without either.
(() => {
  const bodyOf = (name) => {
    const body = document.createElement('body');
    const title = document.createElement('h1');
    title.textContent = name;
    const tall = document.createElement('div');
    tall.style.height = '3000px';
    body.append(title, tall);
    return body;
  };
  const visits = {
    swap(name) {
      document.documentElement.replaceChild(bodyOf(name), document.body);
    },
    replace(name) {
      document.documentElement.replaceChildren(document.createElement('head'), bodyOf(name));
    },
    push() {},
  };
  window.addEventListener('visit', ({ detail: { how, name } }) => {
    history.pushState({ router: name }, '', `/pages/${name}.html?secret=1`);
    visits[how](name);
  });
})();
