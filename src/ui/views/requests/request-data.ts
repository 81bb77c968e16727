import type { Draft } from '../../../app/state.ts';
import type { OutboxEntry } from '../../../outbox/entries.ts';
import { dataText } from './state-text.ts';

type FieldValue = string | number | boolean;

/** A file sent along, as the event names it. */
export interface RequestFile {
  readonly id: string;
  readonly name: string;
  /** The receiver did not take it. */
  readonly isRefused: boolean;
}

/** The site's own fields and what the visitor put into them. Rows may be older than this code: nothing is taken for granted. */
export function requestFields({ event }: OutboxEntry): readonly (readonly [name: string, value: FieldValue])[] {
  return Object.entries(toRecord(event?.data.fields)).filter(isField);
}

/** The files sent along. */
export function requestFiles({ event }: OutboxEntry): readonly RequestFile[] {
  const files = event?.data.attachments;
  return (Array.isArray(files) ? files : []).flatMap((file: unknown) => {
    const { id, name, refused } = toRecord(file);
    return typeof name === 'string' ? [{ id: String(id), name, isRefused: refused !== undefined }] : [];
  });
}

/** A request as the form takes it back. */
export function toDraft(entry: OutboxEntry): Partial<Draft> {
  const { contact, kind, transcript } = toRecord(entry.event?.data);
  const { email, name } = toRecord(contact);
  const fields = requestFields(entry);
  return {
    body: dataText(entry, 'body'),
    ...(typeof email === 'string' && { email }),
    ...(typeof name === 'string' && { name }),
    // What the form itself has put there.
    ...(typeof kind === 'string' && { kind: kind as Draft['kind'] }),
    ...(Array.isArray(transcript) && { transcript: transcript as NonNullable<Draft['transcript']> }),
    ...(fields.length > 0 && { fields: Object.fromEntries(fields) }),
  };
}

function isField(entry: readonly [string, unknown]): entry is [string, FieldValue] {
  return /^(string|number|boolean)$/.test(typeof entry[1]);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // any object has fields
}
