import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { demand, runScene, type Scene } from '../harness/scene.ts';

/** What browsers let a closing page have in flight: 64 KiB; the outbox keeps clear of it. */
const MOST_BYTES = 60_000;

/**
 * A page that has just heard of 200 KB to send is left. Another tab wrote them, so that they are due at the very
 * moment of `pagehide`.
 */
async function leaveWith200KB(scene: Scene, before: (page: Page) => Promise<void>): Promise<null> {
  const page = await scene.visit();
  await scene.write(page, scene.messages(1));
  await scene.drained(page);
  const other = await scene.context.newPage();
  await other.goto(scene.site.bare);
  await before(page);
  const sent = scene.proxy.exchanges.length;
  const long = 'All of this has to get there. '.repeat(scene.draw(300, 360));
  await scene.plant(
    other,
    scene.messages(scene.draw(18, 24)).map((message) => message),
    (row) => {
      const event = {
        ...row.event,
        data: { ...row.event.data, fields: { story: long.slice(0, 990) }, transcript: [] },
      };
      const padded = { ...event, data: { ...event.data, transcript: transcriptOf(long) } };
      return { ...row, event: padded, bytes: Buffer.byteLength(JSON.stringify(padded)) };
    },
  );
  // The plan is to see what leaves in those moments; some of it is lost on the way.
  scene.proxy.plan(() => (scene.random() < 0.3 ? { kind: 'cut-reply', bytes: 0, end: 'reset' } : { kind: 'pass' }));
  if (scene.random() < 0.5) await page.close({ runBeforeUnload: false });
  else await page.goto(scene.site.bare);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const ours = scene.proxy.exchanges.slice(sent).filter(({ path }) => path === '/v1/events');
  const bytes = ours.reduce((sum, { body }) => sum + body.length, 0);
  demand(bytes <= MOST_BYTES * 1.05, `a closing page to send at most ${MOST_BYTES} bytes, not ${bytes}`);
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
