import type { OutboxRow } from '../../../src/outbox/ports.ts';
import type { Fault } from '../fault.ts';
import { httpReply } from '../harness/http-message.ts';
import { demand, runScene } from '../harness/scene.ts';

/** Messages of some threads, sent by two tabs over a line that turns requests round, loses some and some answers. */
export const reordered: Fault = {
  number: 18,
  name: 'concurrent requests overtake each other: threads keep their order',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await scene.drained(page);
      await page.goto(scene.site.bare);
      const threads = new Map<string, string[]>();
      const perThread = scene.draw(3, 6);
      await scene.plant(page, scene.messages(scene.draw(3, 8) * perThread), (row, index) => {
        const [thread] = [...threads].at(-1) ?? [];
        const isFirst = index % perThread === 0 || thread === undefined;
        if (isFirst) threads.set(row.id, [row.id]);
        else threads.get(thread)?.push(row.id);
        return isFirst ? row : toFollowUp(row, thread);
      });
      scene.proxy.plan(() => {
        const luck = scene.random();
        if (luck < 0.1) return { kind: 'answer', reply: httpReply(503) };
        if (luck < 0.25) return { kind: 'cut-reply', bytes: 0, end: 'reset' };
        return { kind: 'pass', delayMs: scene.draw(0, 120) };
      });
      const [first] = await Promise.all([scene.visit(), scene.visit()]);
      await scene.drained(first);
      const places = new Map(scene.arrived().map(({ id, seq }) => [id, seq]));
      for (const ids of threads.values()) {
        const seqs = ids.map((id) => places.get(id) ?? Number.NaN);
        demand(
          seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0)),
          `a thread in its order, not ${seqs.join(' ')}`,
        );
      }
      return first;
    }),
};

function toFollowUp(row: OutboxRow, ticket: string): OutboxRow {
  const { visitor, channel, lang, page, body } = row.event.data;
  const data = { visitor, channel, lang, page, author: 'visitor', text: body, ticket };
  return { ...row, thread: ticket, event: { ...row.event, type: 'helplet.message.created', data } };
}
