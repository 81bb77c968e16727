import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Outcome } from '../fault.ts';
import { serveCollector } from '../harness/serve-collector.ts';
import { inScene, type Scene } from './scene.ts';

/** Bytes of the small file system. */
const DISK_BYTES = 2_000_000;
/** Nobody's id on Debian. */
const NOBODY = 65_534;

/**
 * The disk takes nothing more while devices send: by turns a file system that is full (a small tmpfs, where we may
 * mount one), one that refuses every write (the limit on the size of files, taken down to 0 under the running process:
 * the nearest thing to a remount as read-only, which the kernel does not do under open files), and a folder the
 * collector may not write to when it starts. Room comes back, and everything must arrive.
 */
export const diskRefuses: Fault = {
  number: 45,
  name: 'disk of the collector full or read-only',
  async run(seed) {
    if (seed % 3 === 0) return startReadOnly(seed);
    const disk = seed % 3 === 1 ? mountSmallDisk() : null;
    return disk ? fillDisk(seed, disk) : refuseWrites(seed);
  },
};

interface SmallDisk {
  readonly folder: string;
  release(): void;
}

/** A file system of its own, or null where this process may not mount one. */
function mountSmallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'helplet-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'helplet-fault', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null; // not root, or a container without the right: the other ways are taken
  }
  return {
    folder,
    release() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fillDisk(seed: number, { folder, release }: SmallDisk): Promise<Outcome> {
  try {
    return await untilRefused({ seed, folder, devices: 4 }, (scene) => {
      const { bavail, bsize } = statfsSync(folder);
      const ballast = join(folder, 'ballast');
      // Some pages stay free, so that the disk is full in the middle of a write and not before it.
      const bytes = Math.max(0, bavail - Math.floor(scene.random() * 8)) * bsize;
      try {
        writeFileSync(ballast, Buffer.alloc(bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error; // the collector was faster: it is full
      }
      return () => rmSync(ballast);
    });
  } finally {
    release();
  }
}

function refuseWrites(seed: number): Promise<Outcome> {
  return untilRefused({ seed, devices: 4 }, ({ collector }) => {
    const limit = (bytes: string) => {
      execFileSync('prlimit', ['--pid', String(collector?.pid), `--fsize=${bytes}:`], { stdio: 'ignore' });
    };
    limit('0');
    return () => limit('unlimited');
  });
}

/** Submits before, while and after `refuse` is in force, which gives what ends it. */
async function untilRefused(
  options: { readonly seed: number; readonly folder?: string; readonly devices: number },
  refuse: (scene: Scene) => () => void,
): Promise<Outcome> {
  const { outcome, witness } = await inScene(options, async (scene) => {
    await scene.submit(10);
    await wait(Math.floor(scene.random() * 60));
    const relent = refuse(scene);
    const before = refusals();
    for (let turn = 0; turn < 100 && refusals() < before + 3; turn++) {
      await scene.submit(2);
      await wait(20);
    }
    if (refusals() === before) throw new Error('the disk took everything: nothing was tested');
    relent();
    await scene.submit(6);
    function refusals(): number {
      return scene.witness.statuses.get(503) ?? 0;
    }
  });
  const others = [...witness.statuses.keys()].filter((status) => status !== 200 && status !== 503);
  const wrong = others.map((status) => `answered ${status} where it could not store; 503 says so`);
  return { ...outcome, untrue: [...outcome.untrue, ...wrong] };
}

/** A collector that cannot open its database says so and ends; what was saved meanwhile waits for the next one. */
async function startReadOnly(seed: number): Promise<Outcome> {
  const { outcome } = await inScene({ seed, devices: 4 }, async (scene) => {
    await scene.submit(10);
    await wait(Math.floor(scene.random() * 60));
    await scene.collector?.stop();
    scene.collector = null;
    const { file, port, folder } = scene;
    chmodSync(folder, 0o555);
    // For root no mode is an obstacle.
    const isRoot = process.getuid?.() === 0;
    const started = serveCollector({ file, port, ...(isRoot ? { uid: NOBODY } : {}) });
    const saving = scene.submit(10);
    const running = await started.catch(() => null);
    await saving;
    if (running) {
      // It may run only to refuse.
      await wait(300);
      await running.stop();
    }
    chmodSync(folder, 0o755);
    if (isRoot) chownSync(folder, 0, 0);
    await scene.start();
    await scene.submit(4);
  });
  return outcome;
}
