import { demand } from '../harness/scene.ts';

/** How long the widget waits for a database before it works in memory. */
const WAIT_MS = 3_000;
/** For loading, writing and a slow machine. */
const SLACK_MS = 7_000;

/** @throws Error when what was begun at `start` (ms since the epoch) took longer than one wait for the database */
export function demandMemorySoon(start: number): void {
  const tookMs = Date.now() - start;
  demand(tookMs <= WAIT_MS + SLACK_MS, `memory mode within ${WAIT_MS} ms, not an answer after ${tookMs}`);
}
