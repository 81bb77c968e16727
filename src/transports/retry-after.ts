/** The longest wait taken from a receiver, ms. */
const LONGEST_MS = 86_400_000;

/** The shortest, ms: a time already past still means "not at once". */
const SHORTEST_MS = 1_000;

/** Shape of IMF-fixdate, the one form of HTTP-date that may be generated (RFC 9110 §5.6.7). */
const HTTP_DATE = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * How long a receiver asks to wait (RFC 9110 §10.2.3), 1 s to 24 h, or undefined when it does not say so clearly.
 * A date is read against the receiver's own `Date`, since the device's clock may be wrong.
 * @param value of the `Retry-After` header
 * @param serverDate value of the `Date` header; browsers hide it unless the receiver exposes it
 * @param now device clock, used when `serverDate` is hidden or unreadable
 * @returns milliseconds
 */
export function parseRetryAfter(value: string | null, serverDate: string | null, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return bound(Number(text) * 1_000);
  const at = toTime(text);
  return at === undefined ? undefined : bound(at - (toTime(serverDate?.trim() ?? '') ?? now));
}

function toTime(text: string): number | undefined {
  const time = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function bound(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms));
}
