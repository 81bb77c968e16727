import type { TicketCreated } from '../schema/event/ticket-created.ts';

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
