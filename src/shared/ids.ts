import type { Clock } from './clock.ts';
import type { RandomBytes } from './random.ts';

/**
 * A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits; sorts by time, lower case.
 * Minted once per submission, it is also the idempotency key.
 */
export function createUuidV7(clock: Clock, randomBytes: RandomBytes): string {
  const bytes = Uint8Array.from(randomBytes(16));
  let rest = Math.max(0, Math.floor(clock()));
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
