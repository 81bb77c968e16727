import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { readRows } from './read-rows.ts';
import { inScene, type Scene } from './scene.ts';

/** Kills of one run of the fault. */
const KILLS = 3;

export interface KillCounts {
  /** Kills while at least one request was under way. */
  busy: number;
  /** Kills after which the file held something that nobody had been told of: they fell between commit and answer. */
  unread: number;
  /** Acknowledged tickets that the dead collector's file did not hold. */
  missing: number;
}

/** Kills the collector at a random moment under load, looks at what its file holds, and starts another one on it. */
export async function killUnderLoad(scene: Scene, kills: number, ticketsPerKill: number): Promise<KillCounts> {
  const { random, witness, file } = scene;
  const counts: KillCounts = { busy: 0, unread: 0, missing: 0 };
  for (let kill = 0; kill < kills; kill++) {
    const saving = submitInBursts(scene, ticketsPerKill);
    await untilBusy(scene);
    if (random() < 0.3) await wait(Math.floor(random() * 25));
    else spinUntilWriting(`${file}-wal`, random() * 4);
    const isBusy = witness.inFlight > 0;
    await scene.collector?.kill();
    const onDisk = readRows(file).map(({ id }) => id);
    counts.busy += isBusy ? 1 : 0;
    counts.unread += onDisk.some((id) => !witness.acknowledged.has(id)) ? 1 : 0;
    counts.missing += [...witness.acknowledged].filter((id) => !onDisk.includes(id)).length;
    await scene.start();
    await saving;
  }
  return counts;
}

async function submitInBursts({ submit, devices, random }: Scene, count: number): Promise<void> {
  for (let left = count; left > 0; left -= devices.length) {
    await submit(Math.min(left, devices.length));
    await wait(Math.floor(random() * 3));
  }
}

async function untilBusy({ witness }: Scene): Promise<void> {
  for (let turn = 0; turn < 400 && witness.inFlight < 2; turn++) await wait(1);
}

/**
 * Stands still until the collector writes to its log, and `moreMs` longer. Nothing it answers is read meanwhile, so
 * that a kill right after this falls into the commit, or between it and the reading of its answer.
 */
function spinUntilWriting(log: string, moreMs: number): void {
  const version = () => {
    const found = statSync(log, { throwIfNoEntry: false });
    return found ? found.size + found.mtimeMs : 0;
  };
  const before = version();
  for (const end = performance.now() + 50; version() === before && performance.now() < end; );
  for (const end = performance.now() + moreMs; performance.now() < end; );
}

/**
 * `kill -9` of the collector while devices send. That the process dies says nothing of a power cut: what the operating
 * system has taken over survives the process.
 */
export const killedInCommit: Fault = {
  number: 44,
  name: 'collector killed (kill -9) during group commit',
  async run(seed) {
    const missing: string[] = [];
    const { outcome } = await inScene({ seed, devices: 8 }, async (scene) => {
      const counts = await killUnderLoad(scene, KILLS, 40);
      if (counts.missing > 0) missing.push(`${counts.missing} acknowledged tickets were not on disk after a kill`);
    });
    return { ...outcome, untrue: [...outcome.untrue, ...missing] };
  },
};
