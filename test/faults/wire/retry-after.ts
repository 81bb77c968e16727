import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { type Exchange, httpReply } from '../harness/http-message.ts';
import { demand, runScene, type Scene, until } from '../harness/scene.ts';
import { readSentence } from '../harness/visit.ts';

/** What a server may say, and how long the outbox must wait for it at least and at most. */
interface Asked {
  readonly value: () => string;
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly isHidden?: boolean;
  /** Longest wait it may ask for. */
  readonly capMs?: number;
  /** The visitor writes again meanwhile. */
  readonly isWrittenTo?: boolean;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Slack of a slow machine, ms. */
const SLACK_MS = 5_000;
const DAY_S = 86_400;
const CAP_MS = 2_000;

const date = (ms: number) => new Date(ms).toUTCString();

const asked: readonly Asked[] = [
  { value: () => '1', minMs: 1_000, maxMs: 2_000 },
  { value: () => '0', minMs: 1_000, maxMs: 2_000 },
  { value: () => '1.5', minMs: 1_500, maxMs: 2_000 },
  // Against the server's own clock, two years off.
  {
    value: () => date(Date.now() + 730 * DAY_S * 1_000 + 2_000),
    headers: () => ({ date: date(Date.now() + 730 * DAY_S * 1_000) }),
    minMs: 900,
    maxMs: 2_000,
  },
  {
    value: () => date(Date.now() - 3_600_000),
    headers: () => ({ date: date(Date.now()) }),
    minMs: 1_000,
    maxMs: 2_000,
  },
  { value: () => String(10 * 365 * DAY_S), minMs: 2_000, maxMs: 2_000 },
  { value: () => '9'.repeat(400), minMs: 2_000, maxMs: 2_000 },
  { value: () => '-5', minMs: 0, maxMs: 300 },
  { value: () => 'soon', minMs: 0, maxMs: 300 },
  { value: () => '1e9', minMs: 0, maxMs: 300 },
  { value: () => 'Thu, 99 Foo 2026 99:99:99 GMT', minMs: 0, maxMs: 300 },
  { value: () => '86400', isHidden: true, minMs: 0, maxMs: 300 },
  { value: () => '86400', capMs: 8_000, isWrittenTo: true, minMs: 8_000, maxMs: 8_000 },
];

/** 429 with all kinds of Retry-After. A header the page may not read counts as none. */
export const retryAfter: Fault = {
  number: 9,
  name: '429 with Retry-After as seconds, date, garbage, 10 years, negative, hidden',
  run: (seed) =>
    runScene({ seed, keepsAll: true }, async (scene) => {
      const choice = asked[seed % asked.length] as Asked; // the list is not empty
      const { isHidden } = choice;
      const hiding = isHidden ? { 'access-control-expose-headers': '' } : {};
      let answeredAt = 0;
      scene.proxy.plan(({ index }) => {
        if (index > 0) return { kind: 'pass' };
        answeredAt = Date.now();
        const headers = { 'retry-after': choice.value(), ...choice.headers?.(), ...hiding };
        return { kind: 'answer', reply: httpReply(429, '', headers) };
      });
      const page = await scene.visit({ limits: { retryAfterCapMs: choice.capMs ?? CAP_MS } });
      await scene.write(page, scene.messages(1));
      if (choice.isWrittenTo) await writeMeanwhile(scene, page);
      await scene.look(page);
      await until(() => scene.proxy.exchanges.some(isSecondTry), 'the second try');
      const waitedMs = (scene.proxy.exchanges.find(isSecondTry)?.at ?? 0) - answeredAt;
      const said = `Retry-After "${choice.value().slice(0, 40)}"`;
      demand(waitedMs >= choice.minMs - 20, `${said} to be waited for ${choice.minMs} ms, not ${waitedMs}`);
      demand(
        waitedMs <= choice.maxMs + SLACK_MS,
        `${said} to be waited for at most ${choice.maxMs} ms, not ${waitedMs}`,
      );
      return page;
    }),
};

/** What is written while the server wants to be left alone waits, too, and the page does not say that it is being sent. */
async function writeMeanwhile(scene: Scene, page: Page): Promise<void> {
  const isRefused = async () => (await scene.stored(page)).rows.some(({ nextAt }) => nextAt > Date.now());
  await until(isRefused, 'the first answer');
  await scene.write(page, scene.messages(1));
  const sentence = await readSentence(page);
  demand(!scene.proxy.exchanges.some(isSecondTry), 'the second message to be written before the wait is over');
  const isHonest = sentence.startsWith("Saved on this device. We couldn't reach");
  scene.check(isHonest, `"${sentence}": the server wants to be left alone`);
}

function isSecondTry({ index }: Exchange): boolean {
  return index === 1;
}
