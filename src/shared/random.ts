/** A number in [0, 1). */
export type Random = () => number;

/** Fills the given bytes with random values. `crypto.getRandomValues` in a browser; fixed in tests. */
export type RandomBytes = (length: number) => Uint8Array;

export const systemRandom: Random = () => Math.random();

/**
 * Random bytes from `crypto.getRandomValues`, which (unlike `crypto.randomUUID`) also exists on plain-http pages.
 */
export const systemRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * A seeded generator: the same seed gives the same sequence on every engine.
 * Source: mulberry32, Tommy Ettinger, public domain.
 */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
