import { describe, expect, test } from 'vitest';
import { type Scenario, scenarios } from '../faults/crash-points/scenarios.ts';
import { sweep } from '../faults/crash-points/sweep.ts';
import { eventId, submission } from '../support/outbox/events.ts';

/** Of all runs every n-th; `npm run test:faults` makes them all. */
const EVERY = 11;

describe('whatever fails at any point', { timeout: 60_000 }, () => {
  test.each(scenarios.map((scenario, index) => ({ ...scenario, index })))(
    'nothing is lost, doubled or told wrongly: $name',
    async (scenario) => {
      const { runs, failures } = await sweep(scenario, (run) => run % EVERY === scenario.index);
      expect(failures).toEqual([]);
      expect(runs).toBeGreaterThan(20);
    },
  );

  test('a page that says saved too early is found out', async () => {
    const early: Scenario = {
      name: 'saved too early',
      async play({ time }, life, told) {
        told.saved.add(eventId(1));
        void life.outbox.submit(submission(1));
        await time.advance(3_000);
      },
    };
    const { failures } = await sweep(early);
    expect(failures).toContain(`saved too early, crash-before at 1 (store add): ${eventId(1)} called saved, and lost`);
  });
});
