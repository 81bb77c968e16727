import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { demand, runScene, type Scene, until } from '../harness/scene.ts';

/** What browsers let a closing page have in flight: 64 KiB; the outbox keeps clear of it. */
const MOST_BYTES = 60_000;

/**
 * A page that is left has 200 KB to send, which another tab wrote: they are due at the very moment of `pagehide`.
 * Mostly a page that goes has no time for any of it. In some runs it hears of `pagehide` and lives on a little, as a
 * browser under load lets it.
 */
async function leaveWith200KB(scene: Scene, before: (page: Page) => Promise<void>): Promise<null> {
  const page = await scene.visit();
  await scene.write(page, scene.messages(1));
  await scene.drained(page);
  const other = await scene.context.newPage();
  await other.goto(scene.site.bare);
  await before(page);
  const long = 'All of this has to get there. '.repeat(300);
  await scene.plant(other, scene.messages(scene.draw(20, 26)), (row) => {
    const event = { ...row.event, data: { ...row.event.data, transcript: transcriptOf(long) } };
    return { ...row, event, bytes: Buffer.byteLength(JSON.stringify(event)) };
  });
  const isEvents = ({ path }: { readonly path: string }) => path === '/v1/events';
  const sent = scene.proxy.exchanges.filter(isEvents).length;
  scene.proxy.plan(() => (scene.random() < 0.3 ? { kind: 'cut-reply', bytes: 0, end: 'reset' } : { kind: 'pass' }));
  const way = scene.pick(['close', 'go', 'linger', 'linger']);
  if (way === 'linger') {
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false })));
    await until(() => scene.proxy.exchanges.filter(isEvents).length > sent, 'something to be sent at the last moment');
    await new Promise((resolve) => setTimeout(resolve, scene.draw(0, 150)));
  }
  if (way === 'go') await page.goto(scene.site.bare);
  else await page.close();
  for (const { body } of scene.proxy.exchanges.filter(isEvents).slice(sent)) {
    demand(body.length <= MOST_BYTES, `a closing page to send at most ${MOST_BYTES} bytes at once, not ${body.length}`);
  }
  return null;
}

/** A conversation that makes a request about 9 KB long. */
function transcriptOf(text: string): readonly object[] {
  return [{ author: 'visitor', text: text.slice(0, 8_000), time: new Date().toISOString() }];
}

const hidden: Fault = {
  number: 33,
  name: 'the page is left with 200 KB queued',
  run: (seed) => runScene({ seed, keepsAll: true }, (scene) => leaveWith200KB(scene, async () => undefined)),
};

const quotaUsedUp: Fault = {
  number: 34,
  name: 'the host page has used up what a closing page may send',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, (scene) =>
      leaveWith200KB(scene, async (page) => {
        // Never answered, so that they stay in flight.
        scene.proxy.plan(() => ({ kind: 'hang' }));
        await page.evaluate((url) => {
          for (let index = 0; index < 2; index++) {
            const body = 'x'.repeat(32_000);
            fetch(`${url}/analytics`, { method: 'POST', mode: 'no-cors', keepalive: true, body }).catch(
              () => undefined,
            );
          }
          addEventListener('pagehide', () => navigator.sendBeacon(`${url}/beacon`, 'y'.repeat(60_000)));
        }, scene.proxy.url);
      }),
    ),
};

export const leaving: readonly Fault[] = [hidden, quotaUsedUp];
