import { effect } from '@preact/signals';
import type { App } from '../app/app.ts';

/**
 * Where the site wants it, the browser asks before the page is left while a message of the visitor is nowhere but in
 * this page. No listener else: one for `beforeunload` keeps Firefox from its back/forward cache.
 * @returns what ends it
 */
export function guardLeaving({ state }: App): () => void {
  const ask = (event: Event) => event.preventDefault();
  const stop = effect(() => {
    const messages = [...state.requests.value, ...state.followUps.value];
    const isNeeded = state.config.value.leaveGuard === 'on' && messages.some((message) => message.state === 'held');
    (isNeeded ? addEventListener : removeEventListener)('beforeunload', ask);
  });
  return () => {
    stop();
    removeEventListener('beforeunload', ask);
  };
}
