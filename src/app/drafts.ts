import { effect } from '@preact/signals-core';
import type { Schedule } from '../shared/clock.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { type AppState, type Draft, emptyDraft } from './state.ts';

const DRAFT_KEY = 'ticket';
const SAVE_DELAY_MS = 300;

/**
 * Brings back the form as the visitor left it, and keeps it while he writes. What he has typed before the stored
 * draft arrives wins.
 * @returns what stops it
 */
export function keepDraft(state: AppState, drafts: KeyValue, schedule: Schedule): () => void {
  let cancel: () => void = () => undefined;
  let isRestored = false;
  void drafts.get(DRAFT_KEY).then((stored) => {
    if (stored.ok && isDraft(stored.value) && state.draft.peek() === emptyDraft) state.draft.value = stored.value;
    isRestored = true;
  });
  const stop = effect(() => {
    const draft = state.draft.value;
    cancel();
    if (!isRestored || draft === emptyDraft) return;
    cancel = schedule(() => void drafts.set(DRAFT_KEY, draft), SAVE_DELAY_MS);
  });
  return () => {
    stop();
    cancel();
  };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { email, body, kind } = value as Record<string, unknown>; // an object, checked above
  return typeof email === 'string' && typeof body === 'string' && typeof kind === 'string';
}
