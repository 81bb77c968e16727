import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createSeededRandom, type Random } from '../../../src/shared/random.ts';
import { eventId, ticket } from '../../support/collector/events.ts';
import type { Outcome } from '../fault.ts';
import { freePort, type ServedCollector, serveCollector } from '../harness/serve-collector.ts';
import { createDevice, type Device } from './device.ts';
import { readRows } from './read-rows.ts';
import { createWitness, type Witness } from './witness.ts';

/** A collector on a file of its own, devices that send to it, and what everybody claimed meanwhile. */
export interface Scene {
  readonly random: Random;
  readonly witness: Witness;
  readonly devices: readonly Device[];
  readonly folder: string;
  readonly file: string;
  readonly port: number;
  /** The collector that runs now. */
  collector: ServedCollector | null;
  start(): Promise<void>;
  /** Submits `count` new tickets, spread over the devices, and waits until each is saved or refused. */
  submit(count: number): Promise<void>;
}

/** Longest time a run may take until everything is sent, ms. */
const PATIENCE_MS = 60_000;

/**
 * Plays a fault, lets it end, waits until the devices have nothing left to send, and counts.
 * @param play gets a scene whose collector runs already
 */
export async function inScene(
  options: {
    readonly seed: number;
    readonly devices: number;
    /** Where the database goes; whose it is, deletes it. Default: a temporary folder. */
    readonly folder?: string;
    /** The address devices send to; default the collector's own port. */
    readonly port?: number;
  },
  play: (scene: Scene) => Promise<void>,
): Promise<{ readonly outcome: Outcome; readonly witness: Witness }> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'helplet-fault-'));
  const file = join(folder, 'events.db');
  const port = await freePort();
  const witness = createWitness();
  const random = createSeededRandom(options.seed);
  const url = `http://127.0.0.1:${options.port ?? port}/v1/events`;
  const devices = Array.from({ length: options.devices }, (_, index) =>
    createDevice(options.seed * 1_000 + index, url, witness),
  );
  let tickets = 0;
  const scene: Scene = {
    random,
    witness,
    devices,
    folder,
    file,
    port,
    collector: null,
    async start() {
      scene.collector = await serveCollector({ file, port });
    },
    async submit(count) {
      const saving = Array.from({ length: count }, () => {
        tickets += 1;
        return devices[tickets % devices.length]?.submit(
          ticket(tickets, { body: `Ticket ${tickets} ${'.'.repeat(random() * 4_000)}` }),
        );
      });
      await Promise.all(saving);
    },
  };
  try {
    await scene.start();
    await play(scene);
    await untilDone(devices);
    await scene.collector?.stop();
    return { outcome: count(witness, file), witness };
  } finally {
    for (const device of devices) device.stop();
    await scene.collector?.kill();
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits until no device has anything left to send; what is left when patience ends is counted as it is. */
export async function untilDone(devices: readonly Device[]): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await wait(20)) {
    const done = await Promise.all(devices.map((device) => device.isDone()));
    if (done.every(Boolean)) return;
  }
}

function count(witness: Witness, file: string): Outcome {
  const copies = new Map<string, number>();
  for (const { id } of readRows(file)) copies.set(id, (copies.get(id) ?? 0) + 1);
  const isThere = (id: string) => copies.has(id);
  const lost = [...witness.saved].filter((id) => !isThere(id) && !witness.failed.has(id));
  // Called new twice, it was stored twice at some time, whatever is there now.
  const doubled = [...new Set([...copies, ...witness.accepted])].filter(([, times]) => times > 1).map(([id]) => id);
  const untrue = [
    ...[...witness.acknowledged].filter((id) => !isThere(id)).map((id) => `${id} acknowledged, and not on disk`),
    ...[...witness.sent].filter((id) => !isThere(id)).map((id) => `${id} called sent, and not at the server`),
    ...[...witness.refused].filter(isThere).map((id) => `${id} called not saved, and at the server`),
    ...[...witness.failed]
      .filter(([id, reason]) => reason !== 'conflict' && isThere(id))
      .map(([id]) => `${id} called failed, and at the server`),
    ...[...witness.failed]
      .filter(([, reason]) => reason !== 'conflict')
      .map(([id, reason]) => `${id} given up (${reason}), though nothing was wrong with it`),
  ];
  return { submitted: witness.submitted, lost, doubled: [...new Set(doubled)], untrue };
}

/** Id of the n-th ticket that a scene submits. */
export const ticketId = eventId;
