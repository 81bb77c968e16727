import type { TicketCreated } from '../schema/event/ticket-created.ts';
import en from './messages/en.json';
import type { ConsoleKey, Texts } from './texts.ts';

/** Name and address of whoever wrote, as far as given. */
export function contactOf(ticket: Pick<TicketCreated, 'contact'>): string {
  const { name = '', email = '' } = ticket.contact ?? {};
  return [name, email].filter((part) => part !== '').join(' · ');
}

/** The part of a page's address that tells it from the site's other pages. */
export function pathOf(page: string | undefined): string {
  if (page === undefined) return '';
  try {
    return new URL(page).pathname;
  } catch {
    return page; // written by a visitor's browser, so it may be anything
  }
}

/** What the visitor's device has read in a message, as far as it came along: names and values. */
export function readingOf(
  { intent, sentiment, urgency }: Pick<TicketCreated, 'intent' | 'sentiment' | 'urgency'>,
  { t, percent }: Pick<Texts, 't' | 'percent'>,
): readonly (readonly [string, string])[] {
  return [
    ...(intent
      ? [
          [
            t('ticket.intent'),
            t('ticket.read', { name: intentName(intent.label, t), share: percent(intent.confidence) }),
          ] as const,
        ]
      : []),
    ...(sentiment ? [[t('ticket.mood'), t(`mood.${sentiment.label}`)] as const] : []),
    ...(urgency === undefined ? [] : [[t('ticket.urgency'), percent(urgency)] as const]),
  ];
}

/** A site's own labels have no name but themselves. */
function intentName(label: string, t: Texts['t']): string {
  const key = `intent.${label}`;
  return Object.hasOwn(en, key) ? t(key as ConsoleKey) : label; // it is one of its keys
}
