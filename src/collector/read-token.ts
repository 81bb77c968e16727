import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may read what: a secret of the product team, and the tenants it opens. */
export interface ReadToken {
  readonly secret: string;
  readonly tenants: readonly string[];
}

/**
 * The tenants a request may read, or null without a known token. All tokens are compared, each in constant time
 * (hashes have one length), so the answer's timing tells nothing about them.
 * @param authorization the header's value
 * @param tenant a single one of the token's tenants, if the request names it
 */
export function readableTenants(
  tokens: readonly ReadToken[],
  authorization: string | undefined,
  tenant: string | undefined,
): readonly string[] | null {
  const offered = sha256(/^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '');
  let found: ReadToken | undefined;
  for (const token of tokens) {
    if (timingSafeEqual(sha256(token.secret), offered) && token.secret !== '') found = token;
  }
  if (!found) return null;
  if (tenant === undefined) return found.tenants;
  return found.tenants.includes(tenant) ? [tenant] : null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
