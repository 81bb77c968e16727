import { loadavg } from 'node:os';
import { bench } from '../harness/bench.ts';
import type { Report } from '../report.ts';
import { drain } from './drain.ts';
import { fillQueue } from './full-queue.ts';
import { timeSubmits } from './submit-times.ts';

const ROWS = 10_000;
const TABS = 5;
const ROWS_OF_TABS = 2_000;
const SUBMITS = 100;
const BARS = { seconds: 60, heapMb: 150, taskMs: 50, submitP95Ms: 30 };

/** A long queue, many tabs and a full queue in Chromium, on the built widget. */
export async function runLoad(): Promise<Report> {
  const [{ browser }, site, collector] = await Promise.all([bench.chromium(), bench.site(), bench.collector()]);
  const one = await drain(browser, site, collector, { rows: ROWS, tabs: 1 });
  const many = await drain(browser, site, collector, { rows: ROWS_OF_TABS, tabs: TABS });
  const full = await fillQueue(browser, site, collector);
  const { submits, bareWrites } = await timeSubmits(browser, site, collector, SUBMITS);
  const heapMb = one.peakHeapBytes / 1e6;
  const [load = 0] = loadavg();
  const isFullHonest = full.isLastTaken && full.isNextRefused && full.isTextKept && full.lost === 0;
  const isOnce = one.lost + one.left + one.sentTwice + many.lost + many.left + many.sentTwice === 0;
  return {
    lines: [
      `load, ${ROWS} rows: drained in ${one.seconds.toFixed(1)} s (at most ${BARS.seconds}), heap ${heapMb.toFixed(0)} MB (${BARS.heapMb}), ` +
        `longest task ${one.task.cpuMs.toFixed(0)} ms of a processor (${BARS.taskMs}), ${one.task.wallMs.toFixed(0)} ms by the clock, ` +
        `${one.lost} lost, ${one.sentTwice} sent twice`,
      `load, ${ROWS_OF_TABS} rows and ${TABS} tabs: ${many.seconds.toFixed(1)} s, ${many.lost} lost, ${many.sentTwice} sent twice`,
      `load, full queue: the 500th ${full.isLastTaken ? 'taken' : 'refused'}, the 501st ${full.isNextRefused ? 'refused' : 'taken'} ("${full.sentence}"), ` +
        `its text ${full.isTextKept ? 'kept' : 'gone'}, ${full.lost} lost`,
      `load, submit to durable, n = ${submits.length}: median ${at(submits, 0.5).toFixed(1)} ms, p95 ${at(submits, 0.95).toFixed(1)} ms ` +
        `(at most ${BARS.submitP95Ms}); one bare write to this disk: ${at(bareWrites, 0.5).toFixed(1)}, ${at(bareWrites, 0.95).toFixed(1)} ms`,
      `load average of the machine: ${load.toFixed(1)}`,
    ],
    ok:
      isOnce &&
      isFullHonest &&
      one.seconds <= BARS.seconds &&
      heapMb <= BARS.heapMb &&
      one.task.cpuMs <= BARS.taskMs &&
      at(submits, 0.95) <= BARS.submitP95Ms,
  };
}

/** The value below which a share of them is. */
function at(ascending: readonly number[], share: number): number {
  return ascending[Math.ceil(ascending.length * share) - 1] ?? Number.NaN;
}
