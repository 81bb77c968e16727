import type { AttachmentEntry } from '../attachments/draft.ts';
import { type MaskResult, maskText } from '../privacy/mask.ts';
import type { Config } from '../schema/config.ts';
import type { App } from './app.ts';
import { type Draft, emptyDraft } from './state.ts';
import type { Submitted } from './submissions.ts';
import { understand } from './understanding.ts';

/** The app where there is somewhere to send to. */
export type SendingApp = App & { readonly submissions: NonNullable<App['submissions']> };

/** Longest subject taken from a message's first line, in characters. */
const SUBJECT_LENGTH = 80;

/** So long a message can be taken back before anything of it leaves the device. */
export const UNDO_MS = 5_000;

export function canSend(app: App): app is SendingApp {
  return app.submissions !== null;
}

/** Saves a request for sending. What is private in it is masked before; its files are saved already. */
export async function sendTicket(
  app: SendingApp,
  draft: Draft,
  attachments: readonly AttachmentEntry[] = [],
): Promise<Submitted> {
  const { state } = app;
  const body = maskDraft(draft, state.config.peek()).text;
  const user = app.visitor.user();
  const fields = maskFields(draft.fields);
  const understood = await understand(app, draft.body);
  const submitted = await app.submissions.submit(
    'ticket.created',
    (id) => ({
      id,
      kind: draft.kind,
      subject: subjectOf(body),
      body,
      contact: {
        email: draft.email.trim(),
        ...(draft.name && { name: draft.name }),
        // A page can give anything for a proof, also what cannot be stored.
        ...(user && { id: user.id, ...(typeof user.proof === 'string' && { proof: user.proof }) }),
      },
      ...(Object.keys(fields).length > 0 && { fields }),
      ...(draft.transcript?.length && { transcript: draft.transcript }),
      ...(attachments.length > 0 && { attachments }),
      ...(understood && { intent: understood.intent, sentiment: understood.sentiment, urgency: understood.urgency }),
    }),
    { keepCopy: true, thread: 'own' },
  );
  if (submitted.result.kind === 'refused') return submitted;
  app.emit('ticket:queued', { id: submitted.id, durable: submitted.result.kind === 'stored' });
  // What was typed while it was being saved is not what was sent.
  if (state.draft.peek() === draft) state.draft.value = { ...emptyDraft, email: draft.email };
  state.files.value = [];
  state.query.value = ''; // the question went with the request
  state.results.value = null;
  return submitted;
}

/** Adds a message to a request; it can be taken back until it is sent. */
export function sendFollowUp(app: SendingApp, ticket: string, text: string): Promise<Submitted> {
  return app.submissions.submit(
    'message.created',
    () => ({ author: 'visitor', text: maskText(text.trim()).text, ticket }),
    { keepCopy: true, thread: ticket, notBefore: app.clock() + UNDO_MS },
  );
}

export async function voteArticle(app: SendingApp, article: string, helpful: boolean, reason?: string): Promise<void> {
  const { votes } = app.state;
  const { result } = await app.submissions.submit('article.rated', () => ({
    article,
    helpful,
    ...(reason && { reason }),
  }));
  const vote = result.kind === 'refused' ? 'not-saved' : helpful ? 'yes' : 'no';
  votes.value = { ...votes.value, [article]: vote };
  if (vote !== 'not-saved') app.emit('article:rate', { id: article, helpful });
}

/** A draft's message as it would be sent. */
export function maskDraft(draft: Draft, { unmask }: Pick<Config, 'unmask'>): MaskResult {
  return maskText(draft.body.trim(), { keep: new Set(unmask === 'allow' ? draft.unmasked : []) });
}

/** The site's fields without what is private in them. */
export function maskFields(fields: Draft['fields'] = {}): NonNullable<Draft['fields']> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, maskField(name, value)]));
}

/** A field's name says what a lone number in it is: that of an order is no phone's. */
function maskField(name: string, value: string | number | boolean): string | number | boolean {
  if (typeof value === 'boolean') return value;
  const text = String(value);
  const lead = /\s/.test(text) ? '' : `${name}: `;
  const masked = maskText(lead + text).text;
  const rest = masked.startsWith(lead) ? masked.slice(lead.length) : maskText(text).text;
  return rest === text ? value : rest;
}

/** The first line of a message, cut at a word where it is long. */
function subjectOf(body: string): string {
  const line = body.split('\n', 1)[0]?.trim() ?? '';
  if (line.length <= SUBJECT_LENGTH) return line;
  const cut = line.slice(0, SUBJECT_LENGTH);
  const space = cut.lastIndexOf(' ');
  // A lone half of a surrogate pair at the cut would not survive UTF-8.
  return `${(space > SUBJECT_LENGTH / 2 ? cut.slice(0, space) : cut.replace(/[\ud800-\udbff]$/, '')).trimEnd()}…`;
}
