/** `*`, or the origins (`https://shop.example`) whose pages may send. */
export type AllowedOrigins = '*' | readonly string[];

/** How long a browser may keep the answer to a preflight. Chromium's own cap is 2 hours. */
const PREFLIGHT_MAX_AGE_S = 7_200;

/** Whether a page of this origin may send. Senders that are no browser name no origin. */
export function isAllowedOrigin(allowed: AllowedOrigins, origin: string | undefined): boolean {
  return allowed === '*' || origin === undefined || allowed.includes(origin);
}

/** Headers of every answer to a sender, refusals too: without them the page could not read why it was refused. */
export function corsHeaders(allowed: AllowedOrigins, origin: string | undefined): Readonly<Record<string, string>> {
  const exposed = { 'access-control-expose-headers': 'retry-after' };
  if (allowed === '*') return { 'access-control-allow-origin': '*', ...exposed };
  if (origin === undefined || !allowed.includes(origin)) return { vary: 'origin' };
  return { 'access-control-allow-origin': origin, vary: 'origin', ...exposed };
}

/** What a preflight is told beside `corsHeaders`. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, idempotency-key',
  'access-control-max-age': String(PREFLIGHT_MAX_AGE_S),
};
