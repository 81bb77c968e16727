import { canSend } from '../../../app/requests.ts';
import { useApp } from '../../context.ts';
import { NoEndpoint } from './NoEndpoint.tsx';
import { TicketForm } from './TicketForm.tsx';

/** The way to a person: a form where the site takes requests, else its e-mail address, else a plain no. */
export function Ticket() {
  const app = useApp();
  return canSend(app) ? <TicketForm app={app} /> : <NoEndpoint />;
}
