import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../fault.ts';
import { makeProfile, type RunningChromium, startChromium } from '../harness/chromium.ts';
import { runScene, type Scene, until } from '../harness/scene.ts';

/**
 * A browser that died while it wrote to its database's log. Chromium goes on writing behind the torn record, confirms
 * what it writes, and cannot read it at the next start: it leaves out the rest of the log's block, or, where the record
 * seems damaged, deletes the whole database (LevelDB with `reuse_logs`).
 */
export async function tearLog(seed: number): Promise<Outcome> {
  const profile = makeProfile();
  let running: RunningChromium = await startChromium(profile.path);
  try {
    return await runScene({ seed, keepsAll: true, context: running.context }, async (scene) => {
      const restart = async () => {
        await running.kill();
        running = await startChromium(profile.path);
        await scene.moveTo(running.context);
      };
      const first = await scene.visit();
      await scene.write(first, scene.messages(scene.draw(1, 3)));
      await scene.drained(first);
      await running.kill();
      appendTornRecord(profile.path, scene);
      scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      await restart();
      const second = await scene.visit();
      await scene.write(second, scene.messages(scene.draw(1, 4)));
      if (scene.draw(0, 1)) await scene.write(await scene.visit(), scene.messages(1));
      await until(() => scene.proxy.exchanges.length > 0, 'a try to send');
      await new Promise((resolve) => setTimeout(resolve, scene.draw(100, 600)));
      scene.proxy.plan(() => ({ kind: 'pass' }));
      await restart();
      return scene.visit();
    });
  } finally {
    await running.kill();
    profile.remove();
  }
}

/** What a record's beginning leaves of it: less than its header, or the header and less than its length. */
function appendTornRecord(profile: string, scene: Scene): void {
  const folder = join(profile, 'Default', 'IndexedDB');
  const origin = `_${new URL(scene.site.bare).port}.indexeddb.leveldb`;
  const database = readdirSync(folder).find((name) => name.endsWith(origin));
  const log = database && readdirSync(join(folder, database)).findLast((name) => name.endsWith('.log'));
  if (!log) throw new Error('the browser keeps no log of its database; this fault needs one');
  // Checksum, length 200, type "full", data.
  const record = Buffer.from([1, 2, 3, 4, 200, 0, 1, ...Array.from({ length: 60 }, () => scene.draw(0, 255))]);
  appendFileSync(join(folder, database, log), record.subarray(0, scene.draw(1, record.length)));
}
