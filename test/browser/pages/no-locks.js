// What tabs agree by is refused, as in frames and private windows of some browsers.
(() => {
  navigator.locks.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));
  window.BroadcastChannel = function BroadcastChannel() {
    throw new Error('refused');
  };
})();
