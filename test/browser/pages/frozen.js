// In the manner of SES lockdown, without its care for the override mistake.
(() => {
  Object.defineProperty(Object.prototype, 'toJSON', { value: undefined, writable: false });
  const names = `Object Function Array String Number Boolean Symbol BigInt Promise Map Set WeakMap WeakSet RegExp Date
    Error TypeError RangeError SyntaxError ArrayBuffer DataView Uint8Array Int8Array Uint16Array Int32Array Float32Array
    Float64Array Proxy AbortController AbortSignal Event CustomEvent EventTarget URL URLSearchParams Headers Request
    Response Blob TextEncoder TextDecoder`;
  for (const name of names.split(/\s+/)) {
    const intrinsic = window[name];
    if (intrinsic.prototype) Object.freeze(intrinsic.prototype);
    Object.freeze(intrinsic);
  }
  for (const one of [JSON, Math, Reflect, Intl, Atomics]) Object.freeze(one);
  Object.freeze(Object.getPrototypeOf(Uint8Array));
  Object.freeze(Object.getPrototypeOf(Uint8Array).prototype);
  Object.freeze(Object.getPrototypeOf([][Symbol.iterator]()));
  Object.freeze(Object.getPrototypeOf(async () => {}));
  Object.freeze(Object.getPrototypeOf(function* () {}));
})();
