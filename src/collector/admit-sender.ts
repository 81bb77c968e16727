import { errorReply } from './replies.ts';

/** Where a request comes from: as the rate limit counts it. */
export interface Sender {
  readonly tenant: string;
  readonly clientKey: string;
}

export interface AdmitSenderOptions {
  readonly tenants: readonly string[];
  /** Takes a token for a client; 0, or the ms to wait. */
  readonly takeToken: (key: string) => number;
}

/** Says who may send now: gives the refusal, or null where there is none. */
export function createAdmitSender({ tenants, takeToken }: AdmitSenderOptions): (sender: Sender) => Response | null {
  return ({ tenant, clientKey }) => {
    const isKnown = tenants.includes(tenant);
    // Unknown tenants share one bucket a client: names must not be a way around the limit, nor fill its memory.
    const waitMs = takeToken(`${isKnown ? tenant : ''} ${clientKey}`);
    if (waitMs > 0) {
      const retryAfter = String(Math.ceil(waitMs / 1_000));
      return errorReply(429, 'too-many-requests', 'Too many requests.', { 'retry-after': retryAfter });
    }
    return isKnown ? null : errorReply(401, 'unauthorized', 'Sending is not allowed with this tenant.');
  };
}
