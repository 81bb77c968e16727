import type { Fault } from '../fault.ts';
import { httpReply } from '../harness/http-message.ts';
import { runScene } from '../harness/scene.ts';

/** A server that answers 500, 502, 503 or 504 to the first 1 to 50 requests. */
export const serverErrors: Fault = {
  number: 8,
  name: '500/502/503/504 for 1 to 50 tries',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const times = scene.draw(1, 50);
      scene.proxy.plan(({ index }) =>
        index < times ? { kind: 'answer', reply: httpReply(scene.pick([500, 502, 503, 504])) } : { kind: 'pass' },
      );
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      return page;
    }),
};
