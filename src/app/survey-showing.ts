import { effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { Understood } from '../engine/protocol.ts';
import { maskText } from '../privacy/mask.ts';
import type { PageEvents } from '../schema/page-api.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import { encodeJson } from '../shared/encode-json.ts';
import type { Answer } from '../surveys/question-kinds/question-kind.ts';
import { type Answers, followQuestions } from '../surveys/questions.ts';
import type { Survey } from '../surveys/survey.ts';
import type { SurveyNote } from './site-surveys.ts';
import type { SubmissionActions } from './submissions.ts';

/** Where a survey stands: over the page's corner, in an element of the page, or as a view of the panel. */
export type SurveyPlace = 'corner' | 'inline' | 'panel';

/** The survey being asked, or being thanked for. There is never more than one. */
export interface ActiveSurvey {
  readonly survey: Survey;
  readonly place: SurveyPlace;
  /** What is chosen so far, by question. */
  readonly answers: Answers;
  /** `refused`: could not be saved, the visitor may try again. `stored`, `held`: taken, as the outbox says. */
  readonly stage: 'asking' | 'sending' | 'refused' | 'stored' | 'held';
  /** Joins everything sent about this one showing. */
  readonly conversation: string;
  /** Device clock, ms since the epoch. */
  readonly shownAt: number;
}

export interface ShowingOptions {
  readonly submissions: Pick<SubmissionActions, 'submit' | 'track'>;
  /** What the models read in a comment; null where there are none. */
  readonly understand: (text: string) => Promise<Understood | null>;
  /** Told what is worth remembering. */
  readonly note: (survey: string, note: SurveyNote) => void;
  /** Changes when what belongs to the visitor has to go. */
  readonly visitorTurn: ReadonlySignal<number>;
  readonly createId: () => string;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly emit: <Name extends keyof PageEvents>(name: Name, payload: PageEvents[Name]) => void;
}

export interface Showing {
  readonly active: ReadonlySignal<ActiveSurvey | null>;
  open(survey: Survey, place: SurveyPlace): void;
  /** Puts the survey being asked in another place, answers and all; false where it is not this one. */
  move(survey: Survey, place: SurveyPlace): boolean;
  /** Notes what was chosen. Nothing is sent yet. */
  choose(question: string, answer: Answer): void;
  /** Sends all of it; `partial` if a question is left open. Only once this has come to `stored` or `held` may anybody be thanked. */
  answer(comment: string): Promise<void>;
  /**
   * Ends the showing. After `skip` nothing is sent; after `not-now`, and where the visitor has `left` without a word,
   * what he had chosen is sent as a partial answer, without the text he did not send himself.
   */
  dismiss(how: 'not-now' | 'skip' | 'left'): void;
  /** The page may be gone in a moment: what is chosen is sent as a partial answer; the survey stays. */
  save(): void;
  /** Ends the thanks after a while; returns what stops that. */
  closeLater(): () => void;
  stop(): void;
}

const THANKS_MS = 6_000;

/**
 * One survey on the screen, from the question to the thanks. A visitor who chose and left has answered in part: that
 * goes out as an event of its own (`partial: true`). If he comes back and finishes, the whole answer is another event
 * with another id; `conversation` says that both are one showing, of which the receiver counts the last.
 */
export function createShowing({ submissions, note, clock, emit, ...options }: ShowingOptions): Showing {
  const active = signal<ActiveSurvey | null>(null);
  let sentPartly = '';

  const isOpen = ({ stage }: ActiveSurvey) => stage === 'asking' || stage === 'refused';
  const openOne = () => {
    const showing = active.peek();
    return showing && isOpen(showing) ? showing : null;
  };
  /** Changes this showing, unless it is over. */
  const change = ({ conversation }: ActiveSurvey, fields: Partial<ActiveSurvey>) => {
    const now = active.peek();
    if (now?.conversation === conversation) active.value = { ...now, ...fields };
  };
  const toCommon = ({ survey, conversation }: ActiveSurvey) => ({
    survey: survey.id,
    kind: survey.first.kind,
    conversation,
  });
  const send = async (showing: ActiveSurvey, answers: Answers, partial: boolean, comment: string) => {
    const text = maskText(comment.trim()).text;
    const understood = text ? await options.understand(comment) : null;
    const data = {
      ...toCommon(showing),
      answers,
      partial,
      ...(text && { comment: text }),
      ...(understood && { sentiment: understood.sentiment, aspects: understood.aspects }),
    };
    const { result } = await submissions.submit('survey.answered', () => data, { thread: showing.conversation });
    if (result.kind !== 'refused') note(showing.survey.id, 'answered');
    return result.kind;
  };
  /** Sends what was chosen, each state of it once; null where nothing was. */
  const sendPartly = (showing: ActiveSurvey) => {
    const { answers } = followQuestions(showing.survey, showing.answers);
    if (Object.keys(answers).length === 0) return null;
    const state = showing.conversation + encodeJson(answers);
    if (state === sentPartly) return Promise.resolve('stored' as const);
    sentPartly = state;
    return send(showing, answers, true, '');
  };
  const tellAnswered = ({ survey, answers: { score } }: ActiveSurvey) =>
    emit('survey:answered', { survey: survey.id, ...(typeof score === 'number' && { score }) });

  const turn = options.visitorTurn.peek();
  const stop = effect(() => {
    if (options.visitorTurn.value !== turn) active.value = null;
  });

  return {
    active,
    open(survey, place) {
      const conversation = options.createId();
      const showing: ActiveSurvey = { survey, place, answers: {}, stage: 'asking', conversation, shownAt: clock() };
      active.value = showing;
      submissions.track('survey.shown', toCommon(showing));
      emit('survey:shown', { survey: survey.id });
    },
    move(survey, place) {
      const showing = openOne();
      if (showing?.survey !== survey) return false;
      change(showing, { place });
      return true;
    },
    choose(question, answer) {
      const showing = openOne();
      if (showing) change(showing, { answers: { ...showing.answers, [question]: answer }, stage: 'asking' });
    },
    async answer(comment) {
      const showing = openOne();
      if (!showing) return;
      const asked = followQuestions(showing.survey, showing.answers);
      const isSaid = asked.questions.length > 0 ? Object.keys(asked.answers).length > 0 : comment.trim() !== '';
      if (!isSaid) return;
      change(showing, { stage: 'sending' });
      const stage = await send(showing, asked.answers, asked.comment === null, comment);
      change(showing, { stage });
      if (stage !== 'refused') tellAnswered(showing);
    },
    dismiss(how) {
      const showing = openOne();
      active.value = null;
      if (!showing) return;
      const sending = how === 'skip' ? null : sendPartly(showing);
      if (sending) {
        void sending.then((stage) => stage !== 'refused' && tellAnswered(showing));
        return;
      }
      const { survey, shownAt } = showing;
      submissions.track('survey.dismissed', { ...toCommon(showing), after: Math.max(0, clock() - shownAt) });
      emit('survey:dismissed', { survey: survey.id });
      if (how !== 'left') note(survey.id, 'not-now');
    },
    save() {
      const showing = openOne();
      if (showing) void sendPartly(showing);
    },
    closeLater() {
      const showing = active.peek();
      return options.schedule(() => {
        if (active.peek() === showing && !openOne()) active.value = null;
      }, THANKS_MS);
    },
    stop() {
      stop();
      active.value = null;
    },
  };
}
