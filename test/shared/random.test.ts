import { describe, expect, it } from 'vitest';
import { createSeededRandom, systemRandomBytes } from '../../src/shared/random.ts';

const MASK = 0xffff_ffffn;

/** Mulberry32 as its author wrote it in C, in exact integers: an independent check of the 32-bit tricks. */
function mulberry32(seed: number, count: number): readonly number[] {
  let state = BigInt(seed);
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5n) & MASK;
    let z = state;
    z = ((z ^ (z >> 15n)) * (z | 1n)) & MASK;
    z ^= (z + (((z ^ (z >> 7n)) * (z | 61n)) & MASK)) & MASK;
    return Number(z ^ (z >> 14n)) / 2 ** 32;
  });
}

describe('seeded random numbers', () => {
  it.each([0, 1, 42, 2 ** 31, 2 ** 32 - 1])('are those of mulberry32 for seed %i', (seed) => {
    const random = createSeededRandom(seed);
    expect(Array.from({ length: 1_000 }, random)).toEqual(mulberry32(seed, 1_000));
  });

  it('stay in [0, 1) and fill it evenly', () => {
    const random = createSeededRandom(5);
    const tenths = Array(10).fill(0);
    for (let turn = 0; turn < 20_000; turn++) tenths[Math.floor(random() * 10)] += 1;
    expect(tenths).toHaveLength(10);
    // 2,000 each; six standard deviations (√(n·p·q) ≈ 42) are 255.
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(255);
  });

  it('are independent of each other: one generator does not move another', () => {
    const one = createSeededRandom(9);
    const other = createSeededRandom(9);
    one();
    one();
    expect(other()).toBe(createSeededRandom(9)());
  });
});

it('random bytes come in the length asked for, and are not all the same', () => {
  const bytes = systemRandomBytes(64);
  expect(bytes).toHaveLength(64);
  expect(new Set(bytes).size).toBeGreaterThan(8);
});
