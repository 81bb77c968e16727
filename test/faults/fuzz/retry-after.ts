import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../../../src/outbox/limits.ts';
import { retryWaitMs } from '../../../src/outbox/retry-wait.ts';
import { parseRetryAfter } from '../../../src/transports/retry-after.ts';
import type { Target } from './target.ts';
import { anyText } from './texts.ts';

const DAY_MS = 86_400_000;

const time = fc.integer({ min: 0, max: 4_102_444_800_000 }); // until 2100
const date = time.map((ms) => new Date(ms).toUTCString());
const number = fc.oneof(
  fc.nat().map(String),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
  fc.double().map(String),
  fc.constantFrom('0', '1', '00012', '1.5', '1e3', '-1', '+1', '0x10', ' 7 ', 'Infinity', 'NaN', '1,000', '５'),
);
const spoilt = fc
  .tuple(date, fc.nat({ max: 28 }), anyText)
  .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
const header = fc.option(fc.oneof(number, date, spoilt, anyText));

/** A wait is none, or one from a second to a day; and the outbox never waits longer than its own bounds. */
export const retryAfter: Target = {
  name: 'Retry-After and the wait it makes',
  perMille: 300,
  run(cases, seed) {
    const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(header, header, time, fc.nat({ max: 100 }), draws, (value, server, now, attempts, draw) => {
        const afterMs = parseRetryAfter(value, server, now);
        assert.equal(afterMs, expected(value, server, now));
        if (afterMs !== undefined) assert.ok(afterMs >= 1_000 && afterMs <= DAY_MS, String(afterMs));
        const waitMs = retryWaitMs(attempts, afterMs, { now, random: () => draw, limits: DEFAULT_LIMITS });
        assert.ok(waitMs >= 250 && waitMs <= DAY_MS && waitMs >= (afterMs ?? 0), String(waitMs));
        if (afterMs === undefined) assert.ok(waitMs <= DEFAULT_LIMITS.backoffCapMs, String(waitMs));
      }),
      { numRuns: cases, seed },
    );
  },
};

/** RFC 9110 §10.2.3 told another way: by the form a value has when it is written again. */
function expected(value: string | null, server: string | null, now: number): number | undefined {
  const text = value?.trim() ?? '';
  const [whole = '', part, ...more] = text.split('.');
  const isDigits = (one: string) => one !== '' && [...one].every((digit) => digit >= '0' && digit <= '9');
  if (more.length === 0 && isDigits(whole) && (part === undefined || isDigits(part))) {
    return clamp(Number.parseFloat(text) * 1_000);
  }
  const at = timeOf(text);
  return at === undefined ? undefined : clamp(at - (timeOf(server?.trim() ?? '') ?? now));
}

function timeOf(text: string): number | undefined {
  const ms = text.length === 29 && text.endsWith(' GMT') ? Date.parse(text) : Number.NaN;
  return /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) && !Number.isNaN(ms) ? ms : undefined;
}

function clamp(ms: number): number {
  return ms < 1_000 ? 1_000 : ms > DAY_MS ? DAY_MS : ms;
}
