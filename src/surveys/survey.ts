import type { Answer } from './question-kinds/question-kind.ts';
import type { SurveyKind } from './question-kinds/registry.ts';

/** A text of the site's own: one for everybody, or by language (`{ en, zh }`). */
export type LocalText = string | Readonly<Record<string, string>>;

/** One of the answers to a choice. */
export interface Option {
  readonly value: string;
  readonly label: LocalText;
}

/** Which answers lead on: `equals`, or a point from `min` to `max`, both included. Without any: every answer. */
export interface Condition {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly equals?: Answer | undefined;
}

/** A question asked after an answer. One of kind `text` takes the place of "Would you like to say why?". */
export interface FollowUp {
  readonly when: Condition;
  readonly question: Question;
}

export interface Question {
  /** Name of its answer on the wire: `score` or `choice` for a survey's first question. */
  readonly id: string;
  readonly kind: SurveyKind;
  /** Default: Helplet's own words for the kind. */
  readonly question?: LocalText | undefined;
  /** How satisfaction is drawn. Default faces. */
  readonly style?: 'faces' | 'stars' | undefined;
  /** Words for the lowest and the highest point. */
  readonly low?: LocalText | undefined;
  readonly high?: LocalText | undefined;
  /** Answers of a choice; empty for the other kinds. */
  readonly options: readonly Option[];
  /** The first that fits is asked next. */
  readonly followUps: readonly FollowUp[];
}

/** What brings a survey up by itself. */
export interface Trigger {
  /** `event`: one of the page's events, named in `event`. */
  readonly on: 'ticket-sent' | 'article-read' | 'page' | 'delay' | 'event';
  /** How long after that, ms. Default: 15 s for `article-read`, 10 s for `delay`, else at once. */
  readonly delayMs?: number | undefined;
  /** Only on pages whose path fits; `*` stands for any characters. */
  readonly path?: string | undefined;
  readonly event?: string | undefined;
}

export interface Survey {
  readonly id: string;
  readonly first: Question;
  readonly show: 'corner' | 'inline';
  /** Selector of the site's element an inline survey goes into. */
  readonly target?: string | undefined;
}

/** A survey of the site's own, complete with defaults. Days may be fractions. */
export interface SiteSurvey extends Survey {
  /** Null: only the page or the visitor calls it up. */
  readonly trigger: Trigger | null;
  /** Share of visitors who are ever asked by a trigger, 0..1. Drawn once a visitor. */
  readonly sample: number;
  /** Not again so long after it was shown or answered. */
  readonly waitDays: number;
  /** Not so long after any survey was shown. */
  readonly globalWaitDays: number;
  /** Not again so long after "not now" or "skip". */
  readonly notNowDays: number;
  /** How often at most, ever. */
  readonly maxShown: number;
}

/** A question as a site writes it. */
export interface QuestionInput {
  readonly kind: SurveyKind;
  readonly question?: LocalText;
  readonly style?: 'faces' | 'stars';
  readonly low?: LocalText;
  readonly high?: LocalText;
  /** Two or more; a plain text is both value and label. */
  readonly options?: readonly (string | Option)[];
  readonly followUps?: readonly { readonly when?: Condition; readonly question: LocalText | FollowUpInput }[];
}

/** A follow-up question as a site writes it. */
export interface FollowUpInput extends QuestionInput {
  /** Name of its answer. Default: its parent's with a number. */
  readonly id?: string;
}

/** A survey as a site writes it: plain JSON. */
export interface SurveyInput extends QuestionInput {
  readonly id: string;
  readonly trigger?: Trigger;
  readonly sample?: number;
  readonly waitDays?: number;
  readonly globalWaitDays?: number;
  readonly notNowDays?: number;
  readonly maxShown?: number;
  readonly show?: 'corner' | 'inline';
  readonly target?: string;
}
