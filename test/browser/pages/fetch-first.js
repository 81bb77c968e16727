// Requests are broken before anybody else can take hold of them; the address says how.
(() => {
  const ways = {
    throws() {
      throw new TypeError('broken by the page');
    },
    rejects: () => Promise.reject(new TypeError('broken by the page')),
    never: () => new Promise(() => {}),
    undefined: () => Promise.resolve(undefined),
    synchronous: () => ({ ok: true, status: 200 }),
    fake: () => Promise.resolve(new Response('{"ok":true,"status":"success"}', { status: 200 })),
    proof: () =>
      Promise.resolve(
        new Response('{"accepted":[],"duplicates":[],"rejected":[]}', {
          headers: { 'content-type': 'application/json' },
        }),
      ),
  };
  window.fetch = ways[location.search.slice(1)];
  window.XMLHttpRequest = function XMLHttpRequest() {
    throw new Error('broken by the page');
  };
  navigator.sendBeacon = () => false;
})();
