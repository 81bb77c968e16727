import { effect } from '@preact/signals-core';
import type { Schedule } from '../shared/clock.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { type AppState, type Draft, emptyDraft } from './state.ts';

const DRAFT_KEY = 'ticket';
const SAVE_DELAY_MS = 300;

export interface DraftKeeper {
  /** Resolves when the stored draft, if there is one, is back in the form. */
  readonly restored: Promise<void>;
  /** Writes what the last moments changed: before the page may go. */
  save(): void;
  stop(): void;
}

/**
 * Brings back the form as the visitor left it, and keeps it while he writes. What he has typed before the stored
 * draft arrives wins.
 */
export function keepDraft(state: AppState, drafts: KeyValue, schedule: Schedule): DraftKeeper {
  let cancel: () => void = () => undefined;
  let isRestored = false;
  const restored = drafts.get(DRAFT_KEY).then((stored) => {
    if (stored.ok && isDraft(stored.value) && state.draft.peek() === emptyDraft) state.draft.value = stored.value;
    isRestored = true;
  });
  let unsaved: Draft | null = null;
  const save = () => {
    cancel();
    if (unsaved) void drafts.set(DRAFT_KEY, unsaved);
    unsaved = null;
  };
  const stop = effect(() => {
    const draft = state.draft.value;
    if (!isRestored || draft === emptyDraft) return;
    const isWaiting = unsaved !== null;
    unsaved = draft;
    // Emptied by sending: a page left now must not find the sent message in its form again.
    if (draft.body === '') save();
    else if (!isWaiting) cancel = schedule(save, SAVE_DELAY_MS);
  });
  return {
    restored,
    save,
    stop() {
      stop();
      save();
    },
  };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { email, body, kind } = value as Record<string, unknown>; // an object, checked above
  return typeof email === 'string' && typeof body === 'string' && typeof kind === 'string';
}
