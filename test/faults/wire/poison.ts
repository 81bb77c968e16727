import type { OutboxRow } from '../../../src/outbox/ports.ts';
import type { Fault } from '../fault.ts';
import { httpReply, idsIn } from '../harness/http-message.ts';
import { demand, runScene } from '../harness/scene.ts';

/**
 * The collector itself refuses the row, naming it, or a stricter one answers 400 or 422 to the whole batch. Seed 0 is
 * the quick run of the tests, with 150 rows.
 */
const poisonRow: Fault = {
  number: 11,
  name: '400 or 422 for one row in the middle of 1,000',
  run: (seed) =>
    runScene({ seed, config: { limits: { maxRows: 2_000 } } }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await scene.drained(page);
      await page.goto(scene.site.bare);
      const count = seed === 0 ? 150 : 1_000;
      const at = Math.floor(count * (0.3 + scene.random() * 0.4));
      const status = scene.pick([0, 400, 422]);
      let poison = '';
      await scene.plant(page, scene.messages(count), (row, index) => {
        if (index !== at) return row;
        poison = row.id;
        return status === 0 ? withData(row, { kind: 'nonsense' }) : row;
      });
      if (status > 0) {
        scene.proxy.plan((request) =>
          idsIn(request).includes(poison) ? { kind: 'answer', reply: httpReply(status, 'no') } : { kind: 'pass' },
        );
      }
      const next = await scene.visit();
      await scene.drained(next);
      const { dead } = await scene.stored(next);
      demand(dead.length === 1 && dead[0]?.id === poison, 'the poisoned row alone to be given up');
      demand(dead[0]?.reason.code === 'rejected' && dead[0].reason.message !== '', 'its reason to be kept');
      demand(scene.arrived().length === count, `the ${count - 1} others to arrive, not ${scene.arrived().length - 1}`);
      return next;
    }),
};

const tooLarge: Fault = {
  number: 13,
  name: '413 for a batch: only what is too large alone is given up',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await scene.drained(page);
      await page.goto(scene.site.bare);
      const count = scene.draw(20, 150);
      const at = scene.draw(0, count - 1);
      const maxRows = scene.draw(1, 40);
      let large = '';
      await scene.plant(page, scene.messages(count), (row, index) => {
        if (index === at) large = row.id;
        return row;
      });
      scene.proxy.plan((request) => {
        const ids = idsIn(request);
        const isRefused = ids.length > maxRows || ids.includes(large);
        return isRefused ? { kind: 'answer', reply: httpReply(413) } : { kind: 'pass' };
      });
      const next = await scene.visit();
      await scene.drained(next);
      const { dead } = await scene.stored(next);
      demand(dead.length === 1 && dead[0]?.id === large, 'the large one alone to be given up');
      demand(dead[0]?.reason.code === 'too-large', 'its reason to be kept');
      return next;
    }),
};

function withData(row: OutboxRow, data: Readonly<Record<string, unknown>>): OutboxRow {
  return { ...row, event: { ...row.event, data: { ...row.event.data, ...data } } };
}

export const poison: readonly Fault[] = [poisonRow, tooLarge];
