import type { Fault } from '../fault.ts';
import { demand, runScene, until } from '../harness/scene.ts';

/** `navigator.onLine` says the opposite of the truth, and events contradict each other. */
const onLineLies: Fault = {
  number: 35,
  name: 'navigator.onLine lies, both ways',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const saysOnline = scene.random() < 0.5;
      await scene.context.addInitScript((isOnLine) => {
        Object.defineProperty(Navigator.prototype, 'onLine', { get: () => isOnLine });
      }, saysOnline);
      const page = await scene.visit();
      if (saysOnline) {
        await scene.write(page, scene.messages(1)); // its code is there now
        await scene.context.setOffline(true);
        await scene.write(page, scene.messages(scene.draw(1, 2)));
        await scene.look(page);
        await scene.context.setOffline(false);
        return page;
      }
      await page.evaluate(() => dispatchEvent(new Event('offline')));
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await scene.look(page);
      await scene.drained(page); // although the browser says it is offline
      return page;
    }),
};

/** What a page does to `fetch`, by name. */
const overrides = {
  throws: () => {
    window.fetch = () => {
      throw new TypeError('not here');
    };
  },
  rejects: () => {
    window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
  },
  'never answers': () => {
    window.fetch = () => new Promise(() => undefined);
  },
  'gives nothing': () => {
    window.fetch = (async () => undefined) as unknown as typeof fetch;
  },
  'strips headers': () => {
    const native = window.fetch;
    window.fetch = (input, init) => {
      const { headers: _, ...rest } = init ?? {};
      return native.call(window, input, rest);
    };
  },
  'fakes 200': () => {
    window.fetch = async () => new Response('{"ok":true,"success":true,"id":1}', { status: 200 });
  },
  'fakes an opaque answer': () => {
    window.fetch = async () => Response.error();
  },
} as const;

const fetchOverridden: Fault = {
  number: 36,
  name: 'the host page overrides fetch',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const names = Object.keys(overrides) as (keyof typeof overrides)[];
      const name = names[seed % names.length] as keyof typeof overrides; // the list is not empty
      if (scene.random() < 0.5) {
        // After our script: ours is the one from before.
        const page = await scene.visit();
        await page.evaluate(() => (window as unknown as { helplet: { ready(): Promise<void> } }).helplet.ready?.());
        await page.waitForFunction(() => 'ready' in (window as unknown as { helplet: object }).helplet);
        await page.evaluate(overrides[name]);
        await scene.write(page, scene.messages(scene.draw(1, 3)));
        await scene.drained(page);
        return page;
      }
      // Before it, on this visit only.
      const page = await scene.visit({}, (fresh) => fresh.addInitScript(overrides[name]));
      await scene.write(page, scene.messages(scene.draw(1, 3)));
      await until(async () => {
        const { rows } = await scene.stored(page);
        return rows.every(({ attempts }) => attempts > 0);
      }, 'a try of each');
      await scene.look(page);
      await page.close();
      return null;
    }),
};

/** Helplet sends plain JSON; a page without `CompressionStream`, or with a broken one, makes no difference. */
const noCompression: Fault = {
  number: 51,
  name: 'CompressionStream is missing or corrupt: plain JSON is sent',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      await scene.context.addInitScript((isMissing) => {
        const page = window as unknown as Record<string, unknown>;
        for (const name of ['CompressionStream', 'DecompressionStream']) {
          if (isMissing) delete page[name];
          else
            page[name] = class {
              readonly readable = new Blob(['\u0000corrupt']).stream();
              readonly writable = new WritableStream();
            };
        }
      }, scene.random() < 0.5);
      const page = await scene.visit();
      await scene.write(page, scene.messages(scene.draw(1, 4)));
      await scene.drained(page);
      for (const { head, body, index } of scene.proxy.exchanges) {
        if (index < 0) continue;
        demand(!/content-encoding/i.test(head.toString()), 'no encoding');
        demand(Array.isArray(JSON.parse(body.toString())), 'plain JSON');
      }
      return page;
    }),
};

export const hostPage: readonly Fault[] = [onLineLies, fetchOverridden, noCompression];
