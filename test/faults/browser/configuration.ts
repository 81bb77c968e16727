import type { Fault } from '../fault.ts';
import { startCollector } from '../harness/collector.ts';
import { idsIn } from '../harness/http-message.ts';
import { startProxy } from '../harness/proxy.ts';
import { runScene, until } from '../harness/scene.ts';

/**
 * The next page has another endpoint, adapter or tenant. What was saved goes where it was meant to go, what is written
 * now to the new one.
 */
export const changedConfiguration: Fault = {
  number: 40,
  name: 'endpoint, adapter or tenant differs on the next page',
  async run(seed) {
    const elsewhereIds: string[] = [];
    const fresh = `For another ${seed}`;
    const outcome = await runScene({ seed }, async (scene) => {
      const elsewhere = await startCollector(['--tenant', 'default', '--tenant', 'other']);
      const line = await startProxy(() => elsewhere.url);
      try {
        const page = await scene.visit();
        scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
        const old = scene.messages(scene.draw(1, 3));
        await scene.write(page, old);
        await page.close();
        const endpoint = `${line.url}/v1/events${seed % 2 === 0 ? '?tenant=other' : ''}`;
        const next = await scene.visit({ endpoint });
        const [answer] = await scene.write(next, [fresh]);
        scene.check(answer?.isTaken === true, `refused: "${answer?.sentence}"`);
        await until(() => elsewhere.rows().length > 0, 'the new one to arrive at the new endpoint');
        scene.proxy.plan(() => ({ kind: 'pass' }));
        await until(() => scene.arrived().length >= old.length, 'the old ones to arrive at the old endpoint');
        await scene.drained(next);
        const strays = elsewhere.rows().filter(({ body }) => old.includes(body));
        scene.check(strays.length === 0, `${strays.length} messages went to the wrong endpoint`);
        scene.check(
          scene.arrived().every(({ body }) => old.includes(body)),
          'a new message went to the old endpoint',
        );
        const tries = line.exchanges.filter(({ index }) => index >= 0).flatMap((exchange) => idsIn(exchange));
        scene.check(new Set(tries).size === elsewhere.rows().length, 'the new endpoint was sent what is not its own');
        scene.check(elsewhere.rows().length === 1, `${elsewhere.rows().length} rows at the new endpoint`);
        elsewhereIds.push(...elsewhere.rows().map(({ id }) => id));
        return null;
      } finally {
        await line.close();
        await elsewhere.dispose();
      }
    });
    // The harness looks for everything at one collector; what is at the other one was looked at above.
    const isElsewhere = (text: string) => text.includes(fresh) || elsewhereIds.some((id) => text.includes(id));
    const lost = outcome.lost.filter((id) => !isElsewhere(id));
    return { ...outcome, lost, untrue: outcome.untrue.filter((text) => !isElsewhere(text)) };
  },
};
