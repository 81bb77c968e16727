import type { Fault } from '../fault.ts';
import { runScene } from '../harness/scene.ts';

/** The request comes in drops, is cut, or has a wrong length. Too short a one is no JSON: the collector says 400. */
export const brokenUploads: Fault = {
  number: 52,
  name: 'slow drip, cut request, wrong Content-Length',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      let spoiled = scene.draw(1, 4);
      scene.proxy.plan(({ body }) => {
        if (spoiled-- <= 0) return { kind: 'pass' };
        const luck = scene.random();
        if (luck < 0.3) return { kind: 'drip', bytes: scene.draw(20, 200), everyMs: scene.draw(5, 60) };
        if (luck < 0.6)
          return { kind: 'cut-request', bytes: scene.draw(0, body.length - 1), end: scene.pick(['close', 'reset']) };
        return { kind: 'wrong-length', by: luck < 0.8 ? scene.draw(1, 500) : -scene.draw(1, body.length - 1) };
      });
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      await scene.drained(page);
      return page;
    }),
};
