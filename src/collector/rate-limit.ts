import type { Clock } from '../shared/clock.ts';

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Requests a key may make at once. */
  readonly burst: number;
  /** Requests a second a key gets back. */
  readonly perSecond: number;
  /** Keys remembered; the one unused longest is forgotten first. Default 10,000. */
  readonly maxKeys?: number;
}

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * A token bucket for each key.
 * @returns a function that takes one token: 0 when the request may go on, else the ms after which one will be there
 */
export function createRateLimit(options: RateLimitOptions): (key: string) => number {
  const { clock, burst, perSecond, maxKeys = 10_000 } = options;
  const buckets = new Map<string, Bucket>();
  return (key) => {
    const now = clock();
    const last = buckets.get(key) ?? { tokens: burst, at: now };
    const refilled = Math.min(burst, last.tokens + (Math.max(0, now - last.at) / 1_000) * perSecond);
    const isAllowed = refilled >= 1;
    buckets.delete(key); // set again below: a Map keeps the order of insertion, so the first key is the oldest
    buckets.set(key, { tokens: isAllowed ? refilled - 1 : refilled, at: now });
    if (buckets.size > maxKeys) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return isAllowed ? 0 : Math.ceil(((1 - refilled) / perSecond) * 1_000);
  };
}

/**
 * The part of an address that one household or office shares: a whole IPv4 address, the /64 of an IPv6 one
 * (a single IPv6 host may use all of its /64, RFC 4291 §2.5.4).
 */
export function toClientKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const headGroups = head === '' ? [] : head.split(':');
  const tailGroups = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? 8 - headGroups.length - tailGroups.length : 0;
  const groups = [...headGroups, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...tailGroups];
  return groups.slice(0, 4).join(':').toLowerCase();
}
