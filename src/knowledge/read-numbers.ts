import type { ByteReader } from './byte-reader.ts';

/** Numbers read between two steps: under a millisecond on a desktop. */
const STEP_NUMBERS = 20_000;

/** As many varints as there should be, in steps. */
export function* readNumbers(reader: ByteReader, count: number): Generator<void, Uint32Array> {
  if (count > reader.left()) throw new RangeError('more announced than there is');
  const numbers = new Uint32Array(count);
  for (let from = 0; from < count; from += STEP_NUMBERS) {
    reader.varints(numbers.subarray(from, from + STEP_NUMBERS));
    yield;
  }
  return numbers;
}
