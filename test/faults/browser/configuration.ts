import type { ConfigInput } from '../../../src/schema/config.ts';
import type { Fault } from '../fault.ts';
import { startCollector } from '../harness/collector.ts';
import { type Exchange, httpReply, idsIn } from '../harness/http-message.ts';
import { startProxy } from '../harness/proxy.ts';
import { runScene, type Scene, until } from '../harness/scene.ts';

/** What the next page has another of. `adapter at the address`: the same URL, spoken to in another way. */
const WAYS = ['tenant', 'endpoint', 'adapter', 'adapter at the address'] as const;

/** Where the next page sends to. */
interface Elsewhere {
  readonly config: ConfigInput;
  /** What was taken there. */
  arrived(): readonly { readonly id: string; readonly body: string }[];
  /** Ids of all that was sent there, taken or not. */
  tried(): readonly string[];
  close(): Promise<void>;
}

/**
 * The next page has another endpoint, adapter or tenant. What was saved goes where it was meant to go, what is written
 * now to the new one.
 */
export const changedConfiguration: Fault = {
  number: 40,
  name: 'endpoint, adapter or tenant differs on the next page',
  async run(seed) {
    const way = WAYS[seed % WAYS.length] ?? 'tenant';
    const elsewhereIds: string[] = [];
    const fresh = `For another ${seed}`;
    const outcome = await runScene({ seed }, async (scene) => {
      const page = await scene.visit();
      scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const old = scene.messages(scene.draw(1, 3));
      await scene.write(page, old);
      await page.close();
      const elsewhere = await startElsewhere(scene, way);
      try {
        const next = await scene.visit(elsewhere.config);
        const [answer] = await scene.write(next, [fresh]);
        scene.check(answer?.isTaken === true, `refused: "${answer?.sentence}"`);
        await until(() => elsewhere.arrived().length > 0, 'the new one to arrive at the new endpoint');
        scene.proxy.plan((exchange) => (isFlat(exchange) ? TAKEN : { kind: 'pass' }));
        await until(() => scene.arrived().length >= old.length, 'the old ones to arrive at the old endpoint');
        await scene.drained(next);
        const bodies = elsewhere.arrived().map(({ body }) => body);
        scene.check(bodies.length === 1 && bodies[0] === fresh, `${way}: "${bodies.join('", "')}" at the new one`);
        scene.check(
          scene.arrived().every(({ body }) => old.includes(body)),
          'a new message went to the old endpoint',
        );
        scene.check(new Set(elsewhere.tried()).size === 1, 'the new endpoint was sent what is not its own');
        elsewhereIds.push(...elsewhere.arrived().map(({ id }) => id));
        return null;
      } finally {
        await elsewhere.close();
      }
    });
    // The harness looks for everything at one collector; what is at the other one was looked at above.
    const isElsewhere = (text: string) => text.includes(fresh) || elsewhereIds.some((id) => text.includes(id));
    const lost = outcome.lost.filter((id) => !isElsewhere(id));
    return { ...outcome, lost, untrue: outcome.untrue.filter((text) => !isElsewhere(text)) };
  },
};

function startElsewhere(scene: Scene, way: (typeof WAYS)[number]): Promise<Elsewhere> {
  if (way === 'tenant' || way === 'endpoint') return startOther(way === 'tenant' ? '?tenant=other' : '');
  return startFlat(scene, way === 'adapter');
}

/** Another collector, or another tenant of it. */
async function startOther(query: string): Promise<Elsewhere> {
  const collector = await startCollector(['--tenant', 'default', '--tenant', 'other']);
  const line = await startProxy(() => collector.url);
  return {
    config: { endpoint: `${line.url}/v1/events${query}` },
    arrived: () => collector.rows(),
    tried: () => line.exchanges.filter(({ index }) => index >= 0).flatMap((exchange) => idsIn(exchange)),
    async close() {
      await line.close();
      await collector.dispose();
    },
  };
}

/** A receiver of flat JSON, at an address of its own or where the collector is. */
async function startFlat(scene: Scene, isApart: boolean): Promise<Elsewhere> {
  const line = isApart ? await startProxy(() => scene.collector.url) : scene.proxy;
  line.plan((exchange) => (isFlat(exchange) ? TAKEN : { kind: 'refuse', end: 'reset' }));
  const posted = () => line.exchanges.filter(({ index }) => index >= 0);
  const flat = () =>
    posted()
      .filter(isFlat)
      .map(({ body }) => JSON.parse(body.toString()) as { readonly id: string; readonly message: string });
  return {
    config: { endpoint: `${line.url}/v1/events`, adapter: 'http' },
    arrived: () => flat().map(({ id, message }) => ({ id, body: message })),
    // At one address the old ones go, too, but never in this form.
    tried: () => (isApart ? posted().map(({ body }) => body.toString()) : flat().map(({ id }) => id)),
    close: async () => (isApart ? line.close() : undefined),
  };
}

const TAKEN = { kind: 'answer', reply: httpReply(200, '{"ok":true}') } as const;

/** Whether a request is of the `http` adapter. */
function isFlat({ body }: Exchange): boolean {
  return body.toString().startsWith('{');
}
