import type { Outbox, SubmitResult } from '../outbox/outbox.ts';
import type { Destination } from '../outbox/ports.ts';
import type { PageEvents } from '../schema/page-api.ts';
import { createEvent, type EventContext } from './event.ts';
import { type AppState, type Draft, emptyDraft } from './state.ts';

/** What became of something the visitor gave us. */
export type Submitted = { readonly id: string; readonly result: SubmitResult };

export interface SubmissionOptions {
  readonly outbox: Outbox;
  readonly dest: Destination;
  readonly state: AppState;
  readonly context: EventContext;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
}

export interface SubmissionActions {
  sendTicket(draft: Draft): Promise<Submitted>;
  voteArticle(article: string, helpful: boolean, reason?: string): Promise<void>;
  rate(score: number, comment: string): Promise<Submitted>;
}

/** Longest subject taken from a message's first line, in characters. */
const SUBJECT_LENGTH = 80;

/** Turns what the visitor wrote into events and saves them in the outbox. */
export function createSubmissionActions(options: SubmissionOptions): SubmissionActions {
  const { outbox, dest, state, context, emit } = options;

  const submit = async (
    type: string,
    data: (id: string) => Readonly<Record<string, unknown>>,
    keepCopy: boolean,
  ): Promise<Submitted> => {
    const event = await createEvent(context, type, data);
    return { id: event.id, result: await outbox.submit({ event, dest, keepCopy }) };
  };

  return {
    async sendTicket(draft) {
      const body = draft.body.trim();
      const submitted = await submit(
        'ticket.created',
        (id) => ({ id, kind: draft.kind, subject: subjectOf(body), body, contact: { email: draft.email.trim() } }),
        true,
      );
      if (submitted.result.kind === 'refused') return submitted;
      emit('ticket:queued', { id: submitted.id, durable: submitted.result.kind === 'stored' });
      // What was typed while it was being saved is not what was sent.
      if (state.draft.peek() === draft) state.draft.value = { ...emptyDraft, email: draft.email };
      state.query.value = ''; // the question went with the request
      state.results.value = null;
      return submitted;
    },
    async voteArticle(article, helpful, reason) {
      const { result } = await submit('article.rated', () => ({ article, helpful, ...(reason && { reason }) }), false);
      const vote = result.kind === 'refused' ? 'not-saved' : helpful ? 'yes' : 'no';
      state.votes.value = { ...state.votes.value, [article]: vote };
      if (vote !== 'not-saved') emit('article:rate', { id: article, helpful });
    },
    async rate(score, comment) {
      const text = comment.trim();
      const submitted = await submit(
        'survey.answered',
        () => ({ survey: 'csat', kind: 'csat', answers: { score }, partial: false, ...(text && { comment: text }) }),
        false,
      );
      if (submitted.result.kind !== 'refused') emit('survey:answered', { survey: 'csat', score });
      return submitted;
    },
  };
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
