// In the manner of zone.js and MooTools: wraps what schedules, listens, resolves and defines.
(() => {
  for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'queueMicrotask', 'requestIdleCallback']) {
    const native = window[name];
    window[name] = function (task, ...rest) {
      return native.call(window, typeof task === 'function' ? (...args) => task.apply(this, args) : task, ...rest);
    };
  }
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const wrapped = new WeakMap();
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (typeof listener !== 'function') return addEventListener.call(this, type, listener, options);
    if (!wrapped.has(listener)) wrapped.set(listener, (event) => listener.call(event.currentTarget, event));
    return addEventListener.call(this ?? window, type, wrapped.get(listener), options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    return removeEventListener.call(this ?? window, type, wrapped.get(listener) ?? listener, options);
  };
  const NativePromise = window.Promise;
  window.Promise = class ZoneAwarePromise extends NativePromise {
    // biome-ignore lint/suspicious/noThenProperty: this is what zone.js patches
    then(onDone, onFailed) {
      const run = (task) => (typeof task === 'function' ? (value) => task(value) : task);
      return super.then(run(onDone), run(onFailed));
    }
  };
  const define = customElements.define.bind(customElements);
  customElements.define = (name, Class, options) => define(name, class extends Class {}, options);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attachShadow.call(this, { ...init });
  };
  Element.prototype.setStyle = function (name, value) {
    this.style[name] = value;
    return this;
  };
  // MooTools before 1.6: its own idea of what this does, and it never heard of a function to map with.
  Array.from = (item) => {
    if (item === null || item === undefined) return [];
    return typeof item.length === 'number' && typeof item !== 'string' ? Array.prototype.slice.call(item) : [item];
  };
  Function.prototype.delay = function (ms) {
    return setTimeout(this, ms);
  };
})();
