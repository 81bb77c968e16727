import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual as isEqual } from 'node:util';
import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { demand, until } from '../harness/scene.ts';
import { readRequests } from '../harness/visit.ts';
import { inContext } from './in-context.ts';

const HOUR_MS = 3_600_000;
const YEARS_MS = 2 * 365 * 24 * HOUR_MS;
/** Where tries are made after 150 to 300 ms each, a second has room for seven; the first ones come sooner. */
const WATCH_MS = 1_000;
const MOST_TRIES = 12;
const JUMPS_MS = [YEARS_MS, -YEARS_MS, HOUR_MS, -HOUR_MS, 0] as const;

interface Moved {
  aheadMs: number;
}

/** A device clock that the test can set while the page runs. */
function addClock(): void {
  const page = window as unknown as Moved;
  page.aheadMs = 0;
  const Real = Date;
  const now = () => Real.now() + page.aheadMs;
  window.Date = class extends Real {
    constructor(...args: []) {
      if (args.length > 0) super(...args);
      else super(now());
    }
    static override now = now;
  } as DateConstructor;
}

/** The clock jumps by two years or an hour (as with summer time), between and while messages wait. */
export const movedClock: Fault = {
  number: 32,
  name: 'the clock jumps two years or an hour, ahead or back, while messages wait',
  run: (seed) => {
    const jumpMs = JUMPS_MS[seed % JUMPS_MS.length] ?? 0;
    const timezoneId = jumpMs === 0 ? 'Europe/Berlin' : 'UTC';
    return inContext({ seed, init: addClock, context: { timezoneId } }, async (scene) => {
      const page = await scene.visit();
      const isOutage = scene.draw(0, 1) === 1;
      if (isOutage) scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const before = scene.messages(scene.draw(1, 2));
      await scene.write(page, before);
      // The night the clocks go back: an hour comes twice in local time, and not at all in ours.
      const toBerlin = Date.UTC(2026, 9, 25, 0, 59, 58) - Date.now();
      await setClock(page, jumpMs === 0 ? toBerlin : jumpMs);
      const after = scene.messages(1);
      await scene.write(page, after);
      if (isOutage) {
        const tries = scene.proxy.exchanges.length;
        await wait(WATCH_MS);
        demand(scene.proxy.exchanges.length - tries <= MOST_TRIES, 'no flood of tries');
      }
      scene.proxy.plan(() => ({ kind: 'pass' }));
      await until(() => scene.arrived().length >= before.length + after.length, 'everything to arrive');
      await scene.look(page);
      const shown = (await readRequests(page)).map(({ message }) => message);
      // Copies of what was sent may be gone by then: they are kept for thirty days of the device's clock.
      const latestFirst = [...before, ...after].reverse().filter((text) => shown.includes(text));
      scene.check(isEqual(shown, latestFirst), `listed in this order: ${shown.join(', ')}`);
      if (scene.draw(0, 1) === 1) await setClock(page, 0);
      return page;
    });
  },
};

async function setClock(page: Page, aheadMs: number): Promise<void> {
  await page.evaluate((to) => {
    (window as unknown as Moved).aheadMs = to;
  }, aheadMs);
}
