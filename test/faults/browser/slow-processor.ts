import type { Fault } from '../fault.ts';
import { runScene, until } from '../harness/scene.ts';

/** A processor so slow that timers and answers come late (localstorage-retry#27), in two tabs over one queue. */
export const slowProcessor: Fault = {
  number: 24,
  name: 'CPU throttled 20 times, two tabs',
  run: (seed) =>
    runScene({ seed }, async (scene) => {
      const tabs = [await scene.visit(), await scene.visit()];
      const texts = tabs.map(() => scene.messages(scene.draw(1, 2)));
      for (const tab of tabs) {
        const session = await scene.context.newCDPSession(tab);
        await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
      }
      scene.proxy.plan(() => ({ kind: 'pass', delayMs: scene.draw(0, 900) }));
      await Promise.all(tabs.map((tab, index) => scene.write(tab, texts[index] ?? [])));
      await until(() => scene.arrived().length >= texts.flat().length, 'everything to arrive', 60_000);
      for (const tab of tabs) {
        const session = await scene.context.newCDPSession(tab);
        await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      }
      return tabs[0] ?? null;
    }),
};
