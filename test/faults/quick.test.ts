import { afterAll, expect, test } from 'vitest';
import { bench } from './harness/bench.ts';
import { matrix } from './matrix.ts';
import { runFault } from './table.ts';

afterAll(() => bench.close());

/** Each fault once; `npm run test:faults` injects each twenty times. */
test.each(matrix)('$number: $name', async (fault) => {
  const { complaints, submitted } = await runFault(fault, [0]);
  expect(complaints).toEqual([]);
  expect(submitted).toBeGreaterThan(0);
});
