import { effect } from '@preact/signals-core';
import { maskText } from '../privacy/mask.ts';
import type { Prefill } from '../schema/page-api.ts';
import type { Schedule } from '../shared/clock.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { fillDraft } from './prefill.ts';
import { maskFields } from './requests.ts';
import { type AppState, type Draft, emptyDraft } from './state.ts';

const SAVE_DELAY_MS = 300;

export interface DraftKeeperOptions {
  readonly state: AppState;
  readonly drafts: KeyValue;
  readonly schedule: Schedule;
  /** Key of the visitor's own draft. */
  readonly key: () => string;
  readonly warn: (message: string) => void;
}

export interface DraftKeeper {
  /** Resolves when the stored draft, if there is one, is back in the form. */
  readonly restored: Promise<void>;
  /** Fills the fields the visitor has left empty, once what he wrote at an earlier visit is back. */
  fill(values: readonly Prefill[]): Promise<void>;
  /** Writes what the last moments changed: before the page may go. */
  save(): void;
  /** Another visitor: his draft instead. */
  reload(): Promise<void>;
  stop(): void;
}

/**
 * Brings back the form as the visitor left it, and keeps it while he writes. What he has typed before the stored
 * draft arrives wins.
 */
export function keepDraft({ state, drafts, schedule, key, warn }: DraftKeeperOptions): DraftKeeper {
  let cancel: () => void = () => undefined;
  let isRestored = false;
  let unsaved: Draft | null = null;
  /** As it came back from the device. */
  let brought: Draft | null = null;
  const restore = async () => {
    const mine = key();
    const stored = await drafts.get(mine);
    if (mine !== key()) return; // somebody else's by now, whose own is on its way
    isRestored = true; // what becomes of it from here on is kept
    if (!stored.ok || !isDraft(stored.value) || state.draft.peek() !== emptyDraft) return;
    brought = stored.value;
    state.draft.value = brought;
  };
  const save = () => {
    cancel();
    if (unsaved) {
      const { unmasked, ...draft } = unsaved;
      // A draft on the device is no safer a place for what is private than a request.
      const fields = draft.fields && { fields: maskFields(draft.fields) };
      void drafts.set(key(), { ...draft, body: maskText(draft.body).text, ...fields });
    }
    unsaved = null;
  };
  const drop = () => {
    cancel();
    unsaved = null;
  };
  const restored = restore();
  let last = restored;
  const stop = effect(() => {
    const draft = state.draft.value;
    if (draft === emptyDraft) {
      drop(); // it belongs to nobody any more
      return;
    }
    if (!isRestored) return;
    const isWaiting = unsaved !== null;
    unsaved = draft;
    // Emptied by sending: a page left now must not find the sent message in its form again.
    if (draft.body === '') save();
    else if (!isWaiting) cancel = schedule(save, SAVE_DELAY_MS);
  });
  // A browser that died between saving a request and emptying its form must not offer it for sending again.
  const stopComparing = effect(() => {
    const draft = state.draft.value;
    const { requests } = state;
    if (draft !== brought || !requests.value.some(({ event }) => event?.data.body === draft.body.trim())) return;
    state.draft.value = { ...emptyDraft, email: draft.email };
  });
  return {
    restored,
    save,
    async fill(values) {
      await last;
      fillDraft(state, values, warn);
    },
    reload() {
      drop();
      isRestored = false;
      state.draft.value = emptyDraft;
      last = restore();
      return last;
    },
    stop() {
      stopComparing();
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
