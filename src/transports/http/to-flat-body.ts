import type { Envelope } from '../../schema/event/envelope.ts';

type Flat = Record<string, string | number | boolean | null>;

/**
 * An event as one flat JSON object, as form services and workflow tools expect it: first `id` (of the event), `type`,
 * `time`, `subject`, `message`, `email`, `name`, `page`, `lang` where known, then the rest of `data` under its own
 * names: nested members with dots (`intent.label`, `transcript.0.text`), lists of plain values joined by commas,
 * the site's own `fields` without prefix. `data.id` becomes `ticket`. A name above is never overwritten.
 */
export function toFlatBody(event: Envelope): Flat {
  const { id, contact, fields, body, text, comment, subject, page, lang, ...rest } = event.data;
  const { email, name, ...contactRest } = toRecord(contact);
  const flat: Flat = { id: event.id, type: event.type, time: event.time };
  const message = [body, text, comment].find((value) => typeof value === 'string');
  flatten({ subject, message, email, name, page, lang, ticket: id }, '', flat);
  flatten({ ...rest, contact: contactRest }, '', flat);
  flatten(toRecord(fields), '', flat);
  return flat;
}

function flatten(value: Readonly<Record<string, unknown>>, prefix: string, into: Flat): void {
  for (const [key, member] of Object.entries(value)) {
    const name = prefix + key;
    if (Object.hasOwn(into, name)) continue;
    if (isPlain(member)) into[name] = member;
    else if (Array.isArray(member) && member.every(isPlain)) into[name] = member.join(', ');
    else if (typeof member === 'object') flatten(toRecord(member), `${name}.`, into);
  }
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
