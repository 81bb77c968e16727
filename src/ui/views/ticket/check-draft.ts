import type { MessageKey } from '../../../app/messages.ts';
import type { Draft } from '../../../app/state.ts';
import type { MessageValues } from '../../../i18n/translate.ts';
import type { FormField } from '../../../schema/config.ts';
import { MAX_TICKET_BODY } from '../../../schema/event/ticket-kinds.ts';
import { utf8Bytes } from '../../../shared/bytes.ts';

export interface FieldError {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** What has to be mended before the form can be saved, by field; `site:` and the name for the site's own. */
export type DraftErrors = Readonly<Record<string, FieldError>>;

/** The address test only catches slips: whether it exists, only a mail can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const MAX_EMAIL = 320;

/** What of the outbox's 48 KiB an event's text may take; the rest is for its other fields. */
const MAX_BODY_BYTES = 40_000;

export function checkDraft(draft: Draft, siteFields: readonly FormField[] = []): DraftErrors {
  const errors: Record<string, FieldError> = {};
  const email = draft.email.trim();
  const body = draft.body.trim();
  // Chinese and emoji take three and four bytes a character: the outbox counts those.
  const bytes = utf8Bytes(body);
  const overBytes = Math.ceil((Math.max(0, bytes - MAX_BODY_BYTES) * body.length) / Math.max(1, bytes));
  const over = Math.max(body.length - MAX_TICKET_BODY, overBytes);
  if (!EMAIL.test(email) || email.length > MAX_EMAIL) errors.email = { key: 'ticket.error.email' };
  for (const { name, type, required } of siteFields) {
    const value = draft.fields?.[name] ?? '';
    if (required && (value === '' || value === false)) errors[`site:${name}`] = { key: 'ticket.error.required' };
    else if (type === 'number' && value !== '' && Number.isNaN(Number(value)))
      errors[`site:${name}`] = { key: 'ticket.error.number' };
  }
  if (body === '') errors.body = { key: 'ticket.error.body' };
  if (over > 0) errors.body = { key: 'ticket.error.bodyLong', values: { count: over } };
  return errors;
}
