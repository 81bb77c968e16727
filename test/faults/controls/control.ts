import type { Envelope } from '../../../src/schema/event/envelope.ts';

/** Somebody else's offline queue, in a page. */
export interface Control {
  /** Hands an event over. True when it is kept for later or was sent, as far as the queue says. */
  save(event: Envelope): Promise<boolean>;
  /** Sends what is kept, now. Resolves with how much is kept afterwards. */
  replay(): Promise<number>;
}

/** Where the page puts its control, and where the endpoint is written. */
export interface ControlPage {
  control?: Control;
}

/** Address that events go to: the page's fragment. */
export const endpoint = (): string => decodeURIComponent(location.hash.slice(1));
