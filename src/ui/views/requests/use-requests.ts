import { useRef } from 'preact/hooks';
import type { App } from '../../../app/app.ts';
import type { OutboxEntry } from '../../../outbox/entries.ts';

/**
 * The visitor's requests, newest first. Those seen before stay while the database that holds them is away and only the
 * page's memory can be read: they are not gone.
 */
export function useRequests({ state, storage }: App): readonly OutboxEntry[] {
  const requests = state.requests.value;
  const visitorTurn = state.visitorTurn.value;
  const seen = useRef({ requests, visitorTurn });
  const isSame = seen.current.visitorTurn === visitorTurn && storage.mode === 'memory';
  const known = new Set(requests.map(({ id }) => id));
  const earlier = isSame ? seen.current.requests.filter(({ id }) => !known.has(id)) : [];
  seen.current = { requests: [...requests, ...earlier], visitorTurn };
  return seen.current.requests;
}
