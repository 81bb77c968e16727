import { browserFaults } from './browser/index.ts';
import { collectorFaults } from './collector/index.ts';
import type { Fault } from './fault.ts';
import { wireFaults } from './wire/index.ts';

/** All faults that are injected, by their number. */
export const matrix: readonly Fault[] = [...wireFaults, ...browserFaults, ...collectorFaults].sort(
  (one, other) => one.number - other.number,
);
