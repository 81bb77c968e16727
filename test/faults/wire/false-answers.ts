import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../../src/shared/random.ts';
import type { Fault } from '../fault.ts';
import { httpReply } from '../harness/http-message.ts';
import { demand, runScene, until } from '../harness/scene.ts';

/** Parts of a batch are answered, in any order, also as 207. What the answer leaves out was not taken, or was. */
const partial: Fault = {
  number: 14,
  name: 'an answer for a part of the batch, shuffled, with items missing',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await scene.drained(page);
      await page.goto(scene.site.bare);
      await scene.plant(page, scene.messages(scene.draw(20, 120)));
      let spoiled = scene.draw(2, 8);
      scene.proxy.plan(() => {
        if (spoiled-- <= 0) return { kind: 'pass' };
        const isTaken = scene.random() < 0.5;
        const share = scene.random();
        return {
          kind: 'rewrite',
          ...(isTaken
            ? {}
            : { request: (body: string) => JSON.stringify(part(JSON.parse(body), share, scene.random)) }),
          reply: (body: string) => {
            const reply = JSON.parse(body) as Record<'accepted' | 'duplicates' | 'rejected', unknown[]>;
            const keep = isTaken ? share : 1;
            const accepted = part(reply.accepted, keep, scene.random);
            const duplicates = part(reply.duplicates, keep, scene.random);
            const named = JSON.stringify({ duplicates, accepted, rejected: reply.rejected, extra: 1 });
            return httpReply(scene.pick([200, 207]), named);
          },
        };
      });
      const next = await scene.visit();
      await scene.look(next);
      return next;
    }),
};

/** Some of a list, in another order. */
function part<Item>(items: readonly Item[], share: number, random: Random): readonly Item[] {
  return items
    .filter(() => random() < share)
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

const HTML = '<!doctype html><html><body>Welcome to Hotel Wi-Fi</body></html>';

/** What looks like success to who looks at the status alone. */
const empty = [
  () => httpReply(200, HTML, { 'content-type': 'text/html' }),
  () => httpReply(200, HTML),
  () => httpReply(204),
  () => httpReply(200, 'OK', { 'content-type': 'text/plain' }),
  () => httpReply(200, '{}'),
  () => httpReply(200, 'null'),
  () => httpReply(200, '[]'),
  () => httpReply(200, '{"accepted":"all"}'),
  () => httpReply(200, '{"accepted":[],"duplicates":[],"rejected":[]}'),
  () => httpReply(202, '{"accepted":["0195511f-0000-7000-8000-000000000000"]}'),
  () => httpReply(201, '{"accepted":'),
] as const;

const noProof: Fault = {
  number: 15,
  name: '2xx without proof: a captive portal, a catch-all page, an empty answer',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const times = scene.draw(3, 8);
      scene.proxy.plan(({ index }) =>
        index < times
          ? { kind: 'answer', reply: (index === 0 ? empty[seed % empty.length] : scene.pick(empty))?.() ?? '' }
          : { kind: 'pass' },
      );
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      await until(() => scene.proxy.exchanges.some(({ index }) => index >= 2), 'two more tries');
      await scene.look(page);
      demand(!(await scene.stored(page)).dead.length, 'nothing to be given up');
      return page;
    }),
};

const redirected: Fault = {
  number: 16,
  name: 'redirects: 301, 302, 303, 307, 308, also to another origin',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const times = scene.draw(2, 8);
      const goals = ['/v1/events', '/v1/stats', scene.site.bare, `${scene.collector.url}/v1/events`];
      const before = scene.site.requests.length;
      let open = (): void => {};
      const isOpen = new Promise<void>((resolve) => {
        open = resolve;
      });
      scene.proxy.plan(async ({ index }) => {
        if (index >= times) {
          await isOpen;
          return { kind: 'pass' };
        }
        const headers = { location: scene.pick(goals) };
        return { kind: 'answer', reply: httpReply(scene.pick([301, 302, 303, 307, 308]), '', headers) };
      });
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      await until(() => scene.proxy.exchanges.some(({ index }) => index === times - 1), 'all redirects');
      await wait(scene.draw(0, 100));
      const followed = scene.proxy.exchanges.filter(({ method, path }) => method === 'GET' || path !== '/v1/events');
      demand(followed.length === 0, `no redirect to be followed, as to ${followed[0]?.method} ${followed[0]?.path}`);
      demand(scene.arrived().length === 0, 'nothing to arrive by a redirect to another origin');
      const isElsewhere = scene.site.requests.slice(before).some(({ method }) => method === 'POST');
      demand(!isElsewhere, 'nothing to be sent to the site itself');
      open();
      return page;
    }),
};

export const falseAnswers: readonly Fault[] = [partial, noProof, redirected];
