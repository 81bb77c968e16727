import type { Fault } from '../fault.ts';
import { diskRefuses } from './disk-refuses.ts';
import { keyReused, sameKeyAtOnce } from './key-reused.ts';
import { killedInCommit } from './killed-in-commit.ts';
import { rollingRestart } from './rolling-restart.ts';

/** Faults of the collector. */
export const collectorFaults: readonly Fault[] = [
  killedInCommit,
  diskRefuses,
  rollingRestart,
  keyReused,
  sameKeyAtOnce,
];
