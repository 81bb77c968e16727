import type { Page } from 'playwright-core';
import type { Outcome } from '../fault.ts';
import { makeProfile, type RunningChromium, startChromium } from './chromium.ts';
import { runScene, type Scene } from './scene.ts';

/**
 * A story over two lives of a browser with one profile: the first one's end is for `story` to choose, who kills it.
 * The second one only visits the shop, touches nothing, and must find what was left.
 * @param after looks at the second life's page before the end
 */
export async function runLives(
  seed: number,
  story: (scene: Scene, kill: () => Promise<void>) => Promise<void>,
  after: (scene: Scene, page: Page) => Promise<void> = async () => undefined,
): Promise<Outcome> {
  const profile = makeProfile();
  let running: RunningChromium = await startChromium(profile.path);
  try {
    return await runScene({ seed, keepsAll: true, context: running.context }, async (scene) => {
      await story(scene, () => running.kill());
      await running.kill(); // should the story have let it live
      scene.proxy.plan(() => ({ kind: 'pass' }));
      running = await startChromium(profile.path);
      await scene.moveTo(running.context);
      const page = await scene.visit();
      await after(scene, page);
      return page;
    });
  } finally {
    await running.kill();
    profile.remove();
  }
}
