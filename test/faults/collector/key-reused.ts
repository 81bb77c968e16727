import { setTimeout as wait } from 'node:timers/promises';
import type { Envelope } from '../../../src/schema/event/envelope.ts';
import { ticket } from '../../support/collector/events.ts';
import type { Fault } from '../fault.ts';
import { readRows } from './read-rows.ts';
import { inScene, type Scene, ticketId } from './scene.ts';

/** Devices that send the same key at once. */
const SENDERS = 50;

/**
 * Two devices use one key for different texts, one after the other, at once, or with a restart in between. Our
 * collector answers 200 and names the second as `rejected`, reason `conflict` (where others answer 422): it is kept on
 * its device as failed, with that reason, and the first stays as it was. The same text again is a repeat, and no fault.
 */
export const keyReused: Fault = {
  number: 48,
  name: 'same key with another body',
  async run(seed) {
    let found: readonly string[] = [];
    const { outcome, witness } = await inScene({ seed, devices: 3 }, async (scene) => {
      const [first, second, again] = scene.devices;
      const bodies = [ticket(1, { body: `first of ${seed}` }), ticket(1, { body: `second of ${seed}` })] as const;
      if (seed % 3 === 0) {
        await Promise.all([first?.submit(bodies[0]), second?.submit(bodies[1])]);
      } else {
        await first?.submit(bodies[0]);
        await wait(200);
        if (seed % 3 === 1) await restart(scene);
        await second?.submit(bodies[1]);
      }
      await wait(200);
      const [row] = readLive(await stopped(scene));
      const kept = bodies.find(({ data }) => data.body === row?.body);
      if (kept) await again?.submit(reordered(kept));
      found = [...(kept ? [] : ['neither text is at the server']), ...(await tellsWrongly(scene, kept))];
    });
    const reasons = [...witness.failed.values()];
    if (reasons.length !== 1 || reasons[0] !== 'conflict')
      found = [...found, `failed: ${reasons.join(', ') || 'none'}`];
    return { ...outcome, untrue: [...outcome.untrue, ...found] };
  },
};

async function restart(scene: Scene): Promise<void> {
  await scene.collector?.stop();
  await scene.start();
}

/** Ends the collector, so that its file can be read, and starts it again. */
async function stopped(scene: Scene): Promise<string> {
  await restart(scene);
  return scene.file;
}

const readLive = (file: string) => readRows(file).filter(({ id }) => id === ticketId(1));

/** The same event with its members in another order. */
function reordered(event: Envelope): Envelope {
  // Every member is there again.
  return Object.fromEntries(Object.entries(event).reverse()) as Envelope;
}

/** The device whose text is there must say sent, the other one failed. */
async function tellsWrongly({ devices }: Scene, kept: Envelope | undefined): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const device of devices.slice(0, 2)) {
    const [entry] = await device.outbox.entries();
    const isKept = entry?.event?.data.body === kept?.data.body;
    if (entry?.state !== (isKept ? 'sent' : 'failed')) {
      wrong.push(`a device says ${entry?.state} of a text that is ${isKept ? '' : 'not '}at the server`);
    }
  }
  return wrong;
}

/** Fifty devices send the same ticket at the same moment: copies of one profile, or a proxy that plays requests again. */
export const sameKeyAtOnce: Fault = {
  number: 49,
  name: `same key ${SENDERS} times at once`,
  async run(seed) {
    let news = 0;
    const { outcome, witness } = await inScene({ seed, devices: SENDERS }, async (scene) => {
      for (const device of scene.devices) device.outbox.setHeld(true);
      const event = ticket(1, { body: `the one of ${seed}` });
      await Promise.all(scene.devices.map((device) => device.submit(event)));
      for (const device of scene.devices) device.outbox.setHeld(false);
    });
    for (const times of witness.accepted.values()) news += times;
    const wrong = news === 1 ? [] : [`called new ${news} times`];
    return { ...outcome, untrue: [...outcome.untrue, ...wrong] };
  },
};
