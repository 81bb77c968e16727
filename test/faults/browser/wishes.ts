import type { Page } from 'playwright-core';
import { call, tell } from '../../browser/support/privacy-site.ts';
import type { Fault, Outcome } from '../fault.ts';
import { httpReply } from '../harness/http-message.ts';
import { runScene, type Scene, until } from '../harness/scene.ts';

const WHERE = ['waiting', 'before', 'behind'] as const;

/** Brings a request under way to a stop: before it is at the collector, or behind it, with the answer still to come. */
function stopRequests(scene: Scene, where: (typeof WHERE)[number]): { stopped: number; release: () => void } {
  const stop = { stopped: 0, release: () => {} };
  const released = new Promise<void>((resolve) => {
    stop.release = resolve;
  });
  scene.proxy.plan(async ({ path, body }) => {
    if (where === 'waiting') {
      stop.stopped += 1;
      return { kind: 'refuse', end: 'reset' };
    }
    const send = async () => {
      const headers = { 'content-type': 'application/cloudevents-batch+json' };
      const reply = await fetch(`${scene.collector.url}${path}`, { method: 'POST', headers, body: body.toString() });
      return httpReply(reply.status, await reply.text());
    };
    const early = where === 'behind' ? await send() : null;
    stop.stopped += 1;
    await released;
    return { kind: 'answer', reply: early ?? (await send()) };
  });
  return stop;
}

/** What the visitor has had deleted and is there in the end is an untrue "deleted". */
function forgotten(outcome: Outcome, gone: readonly string[], scene: Scene | null): Outcome {
  const left = scene?.arrived().filter(({ body }) => gone.includes(body)) ?? [];
  return {
    ...outcome,
    untrue: [...outcome.untrue, ...left.map(({ body }) => `deleted, and there: ${body}`)],
  };
}

async function writeAfresh(scene: Scene, page: Page): Promise<Page> {
  scene.proxy.plan(() => ({ kind: 'pass' }));
  const later = scene.messages(1);
  await scene.write(page, later);
  await until(() => scene.arrived().some(({ body }) => body === later[0]), 'the later message to arrive');
  return page;
}

/** Everything is erased while a request is under way: nothing of it stays, here or there, however late it comes. */
export const erasedInFlight: Fault = {
  number: 42,
  name: 'the visitor erases his data while a request is under way',
  async run(seed) {
    const where = WHERE[seed % WHERE.length] ?? 'waiting';
    let gone: readonly string[] = [];
    let seen: Scene | null = null;
    const outcome = await runScene({ seed }, async (scene) => {
      seen = scene;
      const page = await scene.visit();
      const stop = stopRequests(scene, where);
      gone = scene.messages(scene.draw(1, 3));
      await scene.write(page, gone);
      await until(() => stop.stopped > 0, 'a request under way');
      await scene.noteDeletion(page);
      await tell(page, 'erase');
      await until(
        async () => (await scene.stored(page)).rows.every(({ event }) => !gone.includes(String(event.data.body))),
        'the device to be empty',
      );
      scene.proxy.plan(() => ({ kind: 'pass' }));
      if (scene.draw(0, 1) === 1) await call(page, 'flush');
      stop.release();
      await call(page, 'flush');
      await until(
        () => scene.arrived().every(({ body }) => !gone.includes(body)),
        'the collector to forget',
        15_000,
      ).catch(
        () => undefined, // counted below
      );
      return writeAfresh(scene, page);
    });
    return forgotten(outcome, gone, seen);
  },
};

/** Consent is withdrawn with messages in the queue: they are deleted and nothing more is sent. */
export const withdrawnConsent: Fault = {
  number: 43,
  name: 'consent is withdrawn with messages in the queue',
  run(seed) {
    const where = WHERE[seed % 2] ?? 'waiting';
    const isRequired = seed % 4 < 2;
    return runScene({ seed, config: isRequired ? { consent: 'required' } : {} }, async (scene) => {
      const page = await scene.visit();
      if (isRequired) await call(page, 'consent', 'granted');
      const stop = stopRequests(scene, where);
      const gone = scene.messages(scene.draw(1, 3));
      await scene.write(page, gone);
      await until(() => stop.stopped > 0, 'a request under way');
      await scene.noteDeletion(page);
      await call(page, 'consent', 'denied');
      const before = scene.proxy.exchanges.filter(({ index }) => index >= 0).length;
      scene.check((await scene.stored(page)).rows.length === 0, 'denied, and still in the database');
      scene.proxy.plan(() => ({ kind: 'pass' }));
      await call(page, 'flush');
      const after = scene.proxy.exchanges.filter(({ index }) => index >= 0).length;
      scene.check(after === before, `${after - before} requests after the withdrawal`);
      stop.release();
      await call(page, 'consent', 'granted');
      return writeAfresh(scene, page);
    });
  },
};
