import type { Fault } from '../fault.ts';
import { demand, runScene, until } from '../harness/scene.ts';

const resetAfterCommit: Fault = {
  number: 6,
  name: 'server commits, then the connection breaks (RST or FIN)',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const times = scene.draw(1, 4);
      scene.proxy.plan(({ index }) =>
        index < times
          ? { kind: 'cut-reply', bytes: scene.pick([0, 0, 1, 30, 150, 300]), end: scene.pick(['reset', 'close']) }
          : { kind: 'pass' },
      );
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      return page;
    }),
};

/** The server hangs before or after it took the request, or in the middle of its answer. */
const serverHangs: Fault = {
  number: 7,
  name: 'server hangs: the try is given up, and made again',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const times = scene.draw(1, 2);
      scene.proxy.plan(({ index }) => {
        if (index >= times) return { kind: 'pass' };
        return scene.random() < 0.5
          ? { kind: 'hang' }
          : { kind: 'cut-reply', bytes: scene.pick([0, 20, 120]), end: 'hang' };
      });
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 2)));
      await scene.look(page);
      await until(() => scene.proxy.exchanges.filter(({ index }) => index >= times).length > 0, 'a try after the hang');
      const [first, second] = scene.proxy.exchanges.filter(({ index }) => index >= 0).map(({ at }) => at);
      demand((second ?? 0) - (first ?? 0) >= 1_000, 'no second try before the first was given up');
      return page;
    }),
};

const replayed: Fault = {
  number: 17,
  name: 'a proxy delivers the same request several times',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      scene.proxy.plan(() => ({ kind: 'replay', times: scene.draw(2, 6) }));
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 4)));
      await scene.drained(page);
      await scene.look(page);
      return page;
    }),
};

export const lostAnswers: readonly Fault[] = [resetAfterCommit, serverHangs, replayed];
