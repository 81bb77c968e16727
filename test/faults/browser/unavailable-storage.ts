import type { BrowserContext, Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { FAST_LIMITS } from '../harness/limits.ts';
import { until } from '../harness/scene.ts';
import { readSentence } from '../harness/visit.ts';
import { allow } from './consent.ts';
import { inContext, openAt } from './in-context.ts';
import { demandMemorySoon } from './memory-soon.ts';

const WAYS = ['missing', 'getter', 'refused', 'silent', 'sandbox'] as const;

/**
 * Ways in which a browser refuses IndexedDB, put on but for the sandboxed frame, which is real. `refused`: as in private
 * windows of older Firefox and in Tor. `silent`: the request is never answered.
 */
function refuse(way: string): void {
  if (location.search !== '?refused') return; // the test looks from the others
  if (way === 'missing') Object.defineProperty(window, 'indexedDB', { value: undefined });
  if (way === 'getter') {
    Object.defineProperty(window, 'indexedDB', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  }
  if (way !== 'refused' && way !== 'silent') return;
  IDBFactory.prototype.open = () => {
    const events = new EventTarget();
    const request = {
      error: new DOMException('A mutation operation was attempted on a database.', 'InvalidStateError'),
      addEventListener: (type: string, listener: () => void) => events.addEventListener(type, listener),
      removeEventListener: (type: string, listener: () => void) => events.removeEventListener(type, listener),
      set onerror(listener: () => void) {
        events.addEventListener('error', listener);
      },
      set onsuccess(_: unknown) {},
      set onupgradeneeded(_: unknown) {},
    };
    if (way === 'refused') setTimeout(() => events.dispatchEvent(new Event('error')));
    return Object.setPrototypeOf(request, IDBOpenDBRequest.prototype);
  };
}

/** Storage that cannot be had: messages are held in the page, which says so, and are sent from there. */
export const unavailableStorage: Fault = {
  number: 29,
  name: 'no IndexedDB: missing, getter throws, refused (private mode), never answers, sandboxed frame',
  run: (seed) => {
    const way = WAYS[seed % WAYS.length] ?? 'missing';
    const mustAsk = Math.floor(seed / WAYS.length) % 2 === 1;
    return inContext({ seed, init: refuse, argument: way }, async (scene) => {
      const endpoint = `${scene.proxy.url}/v1/events`;
      const config = { endpoint, limits: FAST_LIMITS, ...(mustAsk && { consent: 'required' }) };
      const url = scene.site.page(config).replace('/#', '/?refused#');
      const tab = way === 'sandbox' ? await openSandboxed(scene.context, url) : await openAt(scene.context, url);
      if (mustAsk) await allow(tab);
      const isCut = scene.draw(0, 2) > 0;
      if (isCut) scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
      const messages = scene.messages(scene.draw(1, 3));
      const start = Date.now();
      for (const { isTaken, sentence } of await scene.write(tab, messages)) {
        scene.check(isTaken, `${way}: refused ("${sentence}")`);
        scene.check(!sentence.startsWith('Saved'), `${way}: "${sentence}" of what is only in the page`);
      }
      demandMemorySoon(start);
      if (isCut) {
        await until(async () => (await readSentence(tab)).startsWith('Not saved on this device'), 'the truth');
        scene.proxy.plan(() => ({ kind: 'pass' }));
      }
      await until(() => scene.arrived().length >= messages.length, 'all held messages to arrive');
      await until(async () => (await readSentence(tab)).startsWith('Sent.'), '"Sent."');
      // Where the browser allows it again, the next message is saved as ever.
      const later = await scene.visit();
      await scene.write(later, scene.messages(1));
      return later;
    });
  },
};

/** The page in a frame that may run scripts and nothing else: its origin is opaque, so modules need CORS. */
async function openSandboxed(context: BrowserContext, url: string): Promise<Page> {
  const frames = `<!doctype html><iframe sandbox="allow-scripts allow-forms" width="900" height="700"></iframe>`;
  await context.route('**/frames', (route) => route.fulfill({ body: frames, contentType: 'text/html' }));
  await context.route('**/helplet/**', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': '*' } });
  });
  const page = await openAt(context, new URL('/frames', url).href);
  await page.locator('iframe').evaluate((frame: HTMLIFrameElement, src) => {
    frame.src = src;
  }, url);
  const inner = () => page.frames().find((frame) => frame.url() === url);
  await until(() => inner() !== undefined, 'the frame');
  await inner()?.waitForLoadState();
  return inner() as unknown as Page; // a frame has all that is used here
}
