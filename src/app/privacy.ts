import type { Outbox } from '../outbox/outbox.ts';
import type { ConsentState, PageEvents } from '../schema/page-api.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { AppState } from './state.ts';
import type { SubmissionActions } from './submissions.ts';
import type { Visitor } from './visitor.ts';

export interface PrivacyOptions {
  readonly state: AppState;
  readonly storage: Storage;
  readonly outbox: Outbox;
  readonly submissions: SubmissionActions | null;
  readonly visitor: Visitor;
  /** Whether an earlier visit left a database; asks without making one. */
  readonly hasDatabase: () => Promise<boolean>;
  readonly eraseFiles?: (visitor: string) => Promise<void>;
  /** Forgets what is on the screen of the visitor's own. */
  readonly forget: () => void;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
}

export interface PrivacyActions {
  /** Resolves when it is known what an earlier visit allowed. */
  readonly ready: Promise<void>;
  setConsent(state: Exclude<ConsentState, 'unknown'>): Promise<void>;
  erase(): Promise<void>;
  /** To be told of the type of each event delivered: after an erasure nothing stays, not even its receipt. */
  afterDelivery(type: string): void;
}

/** Keys in the store `drafts` of what belongs to a visitor; his suffix follows. */
export const OWN_DRAFTS = ['ticket', 'conversation', 'surveys', 'votes'] as const;

const CONSENT_KEY = 'consent';
const ERASED_TYPE = 'visitor.erased';

/** Consent and erasure on the device. */
export function createPrivacyActions(options: PrivacyOptions): PrivacyActions {
  const { state, storage, outbox, submissions, visitor, emit } = options;
  const meta = storage.keyValue('meta');
  const isRequired = state.config.peek().consent === 'required';

  /** Storage and sending follow what is allowed. */
  const apply = async (consent: ConsentState) => {
    const isGranted = consent === 'granted';
    outbox.setHeld(!isGranted);
    await storage.setPersistent(isGranted);
    state.consent.value = consent;
  };
  const readEarlier = async () => {
    if (isRequired) {
      outbox.setHeld(true);
      if (!(await options.hasDatabase())) return;
      await storage.setPersistent(true);
    }
    const stored = await meta.get(CONSENT_KEY);
    const earlier = stored.ok ? stored.value : undefined;
    if (earlier === 'denied') await apply('denied');
    else if (isRequired) await apply(earlier === 'granted' ? 'granted' : 'unknown');
  };
  const eraseDevice = async () => {
    const id = await visitor.known();
    const drafts = storage.keyValue('drafts');
    const gone = OWN_DRAFTS.map((key) => drafts.delete(key + visitor.suffix()));
    options.forget(); // whatever reads them from here on finds them gone
    await Promise.all(gone);
    await outbox.erase(id ?? ''); // other tabs hear of it; who has sent nothing owns at most what is damaged
    if (id !== null) await options.eraseFiles?.(id).catch(() => undefined); // without its code; the whole database may go yet
    // Last: a second try has to know, too, for whom the endpoint is to be asked.
    if (!(await storage.outbox.hasOthers(id ?? ''))) await storage.erase();
    await visitor.forget();
    return id;
  };

  const ready = readEarlier();
  return {
    ready,
    async setConsent(consent) {
      await ready;
      if (consent === state.consent.peek()) return;
      if (consent === 'denied') {
        try {
          await eraseDevice();
        } finally {
          // The next page must not take it for granted; but where nothing may be stored, no refusal is, either.
          await (isRequired ? meta.delete(CONSENT_KEY) : meta.set(CONSENT_KEY, 'denied'));
          await apply('denied');
        }
      } else {
        await apply('granted');
        await (isRequired ? meta.set(CONSENT_KEY, 'granted') : meta.delete(CONSENT_KEY));
        submissions?.track('consent.changed', { state: 'granted' });
      }
      emit('consent:changed', { state: consent });
    },
    async erase() {
      await ready;
      state.erasure.value = 'running';
      const id = await eraseDevice().catch((error: unknown) => {
        state.erasure.value = 'failed';
        throw error;
      });
      let outcome: AppState['erasure']['value'] = 'here';
      if (id !== null && submissions && state.consent.peek() === 'granted') {
        // Or the next page could not send it.
        if (isRequired) await meta.set(CONSENT_KEY, 'granted');
        // Queued like a request: it arrives also when there is no connection now.
        const { id: asked, result } = await submissions.submit(ERASED_TYPE, () => ({ visitor: id }));
        await outbox.flush();
        const isWaiting = (await outbox.entries()).some((entry) => entry.id === asked && entry.state !== 'sent');
        outcome = result.kind === 'refused' ? 'failed' : isWaiting ? 'pending' : 'done';
      }
      state.erasure.value = outcome;
      emit('erased', { pending: outcome === 'pending' });
    },
    afterDelivery(type) {
      if (type !== `helplet.${ERASED_TYPE}`) return;
      const { outbox: rows } = storage;
      const tidy = async () => {
        if (state.erasure.peek() === 'pending') state.erasure.value = 'done';
        // Its receipt says who he was.
        for (const { type: sent, visitor: owner } of (await rows.list()).receipts) {
          if (sent === type && owner) await rows.clear(owner);
        }
        const drafts = await storage.keyValue('drafts').keys();
        const isEmpty = drafts.ok && drafts.value.length === 0 && !(await rows.hasOthers(''));
        if (isEmpty && (await visitor.known()) === null) await storage.erase(); // nobody has begun anew
      };
      tidy().catch(() => undefined); // what is left is swept with what is old
    },
  };
}
