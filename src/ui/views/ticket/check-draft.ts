import type { MessageKey } from '../../../app/messages.ts';
import type { Draft } from '../../../app/state.ts';
import type { MessageValues } from '../../../i18n/translate.ts';
import { MAX_TICKET_BODY } from '../../../schema/event/ticket-kinds.ts';
import { utf8Bytes } from '../../../shared/bytes.ts';

export interface FieldError {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** What has to be mended before the form can be saved, by field. */
export interface DraftErrors {
  readonly email?: FieldError;
  readonly body?: FieldError;
}

/** The address test only catches slips: whether it exists, only a mail can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const MAX_EMAIL = 320;

/** What of the outbox's 48 KiB an event's text may take; the rest is for its other fields. */
const MAX_BODY_BYTES = 40_000;

export function checkDraft(draft: Draft): DraftErrors {
  const email = draft.email.trim();
  const body = draft.body.trim();
  // Chinese and emoji take three and four bytes a character: the outbox counts those.
  const bytes = utf8Bytes(body);
  const overBytes = Math.ceil((Math.max(0, bytes - MAX_BODY_BYTES) * body.length) / Math.max(1, bytes));
  const over = Math.max(body.length - MAX_TICKET_BODY, overBytes);
  return {
    ...(!(EMAIL.test(email) && email.length <= MAX_EMAIL) && { email: { key: 'ticket.error.email' as const } }),
    ...(body === '' && { body: { key: 'ticket.error.body' as const } }),
    ...(over > 0 && { body: { key: 'ticket.error.bodyLong' as const, values: { count: over } } }),
  };
}
