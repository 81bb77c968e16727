/** Start (inclusive) and end (exclusive) of a marked word, in UTF-16 code units. */
type Mark = readonly [start: number, end: number];

export interface Summary {
  readonly id: string;
  readonly lang: string;
  readonly title: string;
}

/** An article found, as the search gives it. */
export interface Hit extends Summary {
  readonly titleMarks: readonly Mark[];
  /** Plain text of about 160 characters; empty for an article without a body. */
  readonly passage: string;
  readonly passageMarks: readonly Mark[];
  readonly score: number;
}

/** What a search gave: hits best first, how sure the first one answers (0..1), and its id where that is enough. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly confidence: number;
  readonly answer: string | null;
  /** Where there are no hits: the articles that come nearest. */
  readonly nearest?: readonly Summary[];
}

/** Why nothing could be looked up: no articles, or none to be had. */
export type Miss = 'none' | 'failed' | 'offline';

/** Why a conversation goes to a person, as in the event `handoff.requested`. */
export type HandoffReason = 'low-confidence' | 'repeated-failure' | 'mood' | 'wish' | 'red-flag' | 'rule';

/** What is said without an article. */
export type Says =
  | ('hello' | 'thanks' | 'bye' | 'fine')
  | ('unsure' | 'again' | 'mood' | 'wish' | 'red-flag' | 'self-harm' | Miss);

/** What the visitor said of an answer, and whether that could be kept. */
export interface Rating {
  readonly helpful: boolean;
  readonly outcome: 'saving' | 'saved' | 'not-saved';
}

/** An article's passage. `isChosen`: picked by the visitor; then `confidence` is that of the search before. */
export interface AnswerReply {
  readonly kind: 'answer';
  readonly hit: Hit;
  readonly confidence: number;
  readonly isChosen?: boolean;
  readonly rating?: Rating;
}

export type Reply =
  | AnswerReply
  /** Hits too near each other to choose among them. */
  | { readonly kind: 'choices'; readonly hits: readonly Hit[]; readonly confidence: number }
  /** A sentence, and the articles that come nearest. */
  | { readonly kind: 'says'; readonly says: Says; readonly nearest: readonly Summary[] };

/** One question and its one reply. */
export interface Turn {
  readonly id: string;
  /** Masked. */
  readonly text: string;
  /** When it was asked, ms since the epoch. */
  readonly time: number;
  /** Null until it is found. */
  readonly reply: Reply | null;
  /** The turn whose choices this one picks from: its text is not the visitor's own. */
  readonly from?: string;
  /** A person was asked for here. */
  readonly isHandedOff?: true;
}

/** Oldest first. */
export type Conversation = readonly Turn[];

/** More turns than these are forgotten, the oldest first. */
export const MAX_TURNS = 50;

/** What offers a person, and why. */
const offers: Readonly<Partial<Record<Says, HandoffReason>>> = {
  unsure: 'low-confidence',
  again: 'repeated-failure',
  mood: 'mood',
  wish: 'wish',
  'red-flag': 'red-flag',
  'self-harm': 'red-flag',
  none: 'rule',
  failed: 'rule',
  offline: 'rule',
};

/** Why a reply offers a person; undefined where it does not. */
export function offerOf(reply: Reply | null | undefined): HandoffReason | undefined {
  return reply?.kind === 'says' ? offers[reply.says] : undefined;
}

/** How many of the last turns failed one after the other. Small talk and choices in between do not count. */
export function countFailures(turns: Conversation): number {
  let failures = 0;
  for (const { reply } of turns.toReversed()) {
    const offer = offerOf(reply);
    const isFailure =
      reply?.kind === 'answer'
        ? reply.rating?.helpful === false
        : offer === 'low-confidence' || offer === 'repeated-failure';
    if (isFailure) failures++;
    else if (offer || reply?.kind === 'answer') break;
  }
  return failures;
}
