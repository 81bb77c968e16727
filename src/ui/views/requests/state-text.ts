import type { MessageKey } from '../../../app/messages.ts';
import type { MessageValues } from '../../../i18n/translate.ts';
import type { OutboxEntry } from '../../../outbox/entries.ts';
import type { LaterIconName } from '../../../parts/LaterIcon.tsx';

/** The one true line about a request, and its sign. */
export interface StateText {
  readonly icon: LaterIconName;
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

const icons: Readonly<Record<OutboxEntry['state'], LaterIconName>> = {
  saved: 'saved',
  sending: 'sending',
  waiting: 'waiting',
  paused: 'waiting',
  held: 'waiting',
  sent: 'sent',
  failed: 'failed',
};

/** Says what the outbox knows of a request; never more. */
export function stateText(entry: OutboxEntry, isOnline: boolean): StateText {
  const icon = icons[entry.state];
  switch (entry.state) {
    case 'sent': {
      const email = emailOf(entry);
      return email ? { icon, key: 'state.sent', values: { email } } : { icon, key: 'state.sentPlain' };
    }
    case 'failed':
      return { icon, key: entry.reason ? `state.failed.${entry.reason.code}` : 'state.failed' };
    case 'saved':
    case 'waiting':
      return { icon: isOnline ? icon : 'waiting', key: isOnline ? `state.${entry.state}` : 'state.offline' };
    default:
      return { icon, key: `state.${entry.state}` };
  }
}

/** The address a reply goes to, as the visitor gave it. */
function emailOf(entry: OutboxEntry): string | undefined {
  const contact = entry.event?.data.contact;
  const email = typeof contact === 'object' && contact !== null && 'email' in contact ? contact.email : undefined;
  return typeof email === 'string' && email !== '' ? email : undefined;
}

/**
 * The same of a message added to a request.
 * @param canUndo it waits for the visitor to think again
 */
export function messageStateText(entry: OutboxEntry, isOnline: boolean, canUndo: boolean): StateText {
  const isSaved = entry.state === 'saved' || entry.state === 'waiting'; // and not only held in this page's memory
  return canUndo && isSaved ? { icon: icons.saved, key: 'request.undoable' } : stateText(entry, isOnline);
}

/** Whether nothing of it has left the device, as far as the device knows: then it can be taken back. */
export function isUnsent({ state }: OutboxEntry): boolean {
  return state === 'saved' || state === 'waiting' || state === 'paused' || state === 'held';
}

/** A text field of the entry's own data. */
export function dataText(entry: OutboxEntry, field: 'subject' | 'body' | 'text'): string {
  const value = entry.event?.data[field];
  return typeof value === 'string' ? value : '';
}
