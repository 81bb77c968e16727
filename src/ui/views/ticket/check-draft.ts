import type { MessageKey } from '../../../app/messages.ts';
import type { Draft } from '../../../app/state.ts';
import type { MessageValues } from '../../../i18n/translate.ts';
import { MAX_TICKET_BODY } from '../../../schema/event/ticket-kinds.ts';

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

export function checkDraft(draft: Draft): DraftErrors {
  const email = draft.email.trim();
  const body = draft.body.trim();
  const over = body.length - MAX_TICKET_BODY;
  return {
    ...(!(EMAIL.test(email) && email.length <= MAX_EMAIL) && { email: { key: 'ticket.error.email' as const } }),
    ...(body === '' && { body: { key: 'ticket.error.body' as const } }),
    ...(over > 0 && { body: { key: 'ticket.error.bodyLong' as const, values: { count: over } } }),
  };
}
