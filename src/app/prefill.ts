import type { Prefill } from '../schema/page-api.ts';
import { encodeJson } from '../shared/encode-json.ts';
import type { AppState, Draft } from './state.ts';

/** Most fields of its own that a page can fill. */
const MAX_FIELDS = 50;
/** Longest name of such a field, and longest text in one, characters. */
const MAX_FIELD_NAME = 100;
const MAX_FIELD_TEXT = 1_000;
/** The longest name of a person that an endpoint takes, characters. */
const MAX_NAME = 200;

const TEXTS = ['email', 'name', 'subject', 'body'];

/** What can be used of what a page fills the form with. The rest is left out, with one warning. */
export function readPrefill(values: Prefill, warn: (message: string) => void): Prefill {
  const wrong: string[] = [];
  const pick = (from: object, isRight: (name: string, value: unknown, at: number) => boolean) =>
    Object.fromEntries(
      Object.entries(from).filter(([name, value], at) => {
        if (value === undefined) return false;
        const isTaken = isRight(name, value, at);
        if (!isTaken) wrong.push(name);
        return isTaken;
      }),
    );
  const isPlain = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const known = pick(values, (name, value) =>
    name === 'fields'
      ? isPlain(value)
      : TEXTS.includes(name) && typeof value === 'string' && (name !== 'name' || value.length <= MAX_NAME),
  );
  const fields = pick(known.fields ?? {}, (name, value, at) => {
    const isValue =
      typeof value === 'string' ? value.length <= MAX_FIELD_TEXT : typeof value === 'boolean' || Number.isFinite(value);
    return isValue && name.length <= MAX_FIELD_NAME && at < MAX_FIELDS;
  });
  if (wrong.length > 0) {
    const names = wrong.join('", "').slice(0, 300);
    warn(
      `prefill left out "${names}": at most ${MAX_FIELDS} fields, each a text of ${MAX_FIELD_TEXT} characters, a number or a boolean`,
    );
  }
  const { fields: _, ...texts } = known;
  return Object.keys(fields).length > 0 ? { ...texts, fields } : texts;
}

/** Fills the fields the visitor has left empty; later values come before earlier ones. */
export function fillDraft(state: AppState, given: readonly Prefill[], warn: (message: string) => void): void {
  // Without a prototype: what the page's libraries add to that is not the visitor's address.
  const values: Prefill = Object.create(null);
  for (const one of given) {
    const { fields, ...texts } = readPrefill(one, warn);
    Object.assign(values, texts, fields && { fields: { ...values.fields, ...fields } });
  }
  const { email, name, subject, body, fields } = values;
  const written = state.draft.peek();
  const shown = (state.config.peek().fields ?? []).map((field) => field.name);
  const typed = Object.entries(written.fields ?? {}).filter(([field, value]) => shown.includes(field) && value !== '');
  const filled: Draft = {
    ...written,
    email: written.email || (email ?? ''),
    body: written.body || [subject, body].filter(Boolean).join('\n'),
    ...(name && { name }),
    ...(fields && { fields: { ...written.fields, ...fields, ...Object.fromEntries(typed) } }),
  };
  if (encodeJson(filled) !== encodeJson(written)) state.draft.value = filled;
}
