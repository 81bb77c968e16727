import type { Reading } from './reading.ts';
import {
  type Conversation,
  countFailures,
  type Found,
  type Miss,
  offerOf,
  type Reply,
  type Says,
  type Summary,
} from './state.ts';
import type { Understanding } from './understanding.ts';

/**
 * Hits whose score is within a fifth of the best are near it. Below `SURE` the visitor chooses among those, if it is
 * likely enough that one of them answers: `WORTH_CHOOSING` is the search's own threshold for a single answer.
 * On 4,445 questions of nine public sets (out-of-scope ones included, every set counting alike) half are answered, 74 %
 * of those rightly; a third get a choice, which holds the right article in 55 %. Answering whenever the search would:
 * three quarters, 61 % of those rightly.
 */
const NEAR = 0.8;
export const SURE = 0.7;
const WORTH_CHOOSING = 0.35;

/** From here on a mood, or the wish for a person, is taken as read. To be fitted with the models. */
const CLEAR = 0.8;

const MAX_CHOICES = 3;
const MAX_NEAREST = 2;

/** What is known of a message when its reply is due. */
export interface Known {
  readonly reading: Reading;
  /** Null where nothing was looked up because nothing was asked. */
  readonly found: Found | Miss | null;
  /** Null where there are no models, or they failed. */
  readonly understanding: Understanding | null;
}

/**
 * The reply to a message.
 * @param before the turns before it
 */
export function replyTo({ reading, found, understanding }: Known, before: Conversation): Reply {
  const { flag, talk } = reading;
  if (flag === 'self-harm') return say(flag);
  const intent = understanding?.intent;
  const isWish = intent?.label === 'contact_human' && intent.confidence >= CLEAR;
  if (reading.isWish || isWish) return say('wish');
  if (talk === 'yes') return say(offerOf(before.at(-1)?.reply) ? 'wish' : 'fine');
  if (talk) return say(talk === 'no' ? 'fine' : talk);
  if (found === null || typeof found === 'string') return say(flag ? 'red-flag' : (found ?? 'failed'));
  const { hits, confidence, answer } = found;
  const nearest = (hits.length > 0 ? hits : (found.nearest ?? [])).slice(0, MAX_NEAREST);
  if (flag) return say('red-flag', nearest);
  if (understanding && understanding.frustration >= CLEAR) return say('mood', nearest);
  const [hit] = hits;
  if (!hit) return sayUnsure(before, nearest);
  const near = hits.filter(({ score }) => score >= hit.score * NEAR).slice(0, MAX_CHOICES);
  if (near.length > 1 && confidence < SURE && confidence * near.length >= WORTH_CHOOSING) {
    return { kind: 'choices', hits: near, confidence };
  }
  return answer === null ? sayUnsure(before, nearest) : { kind: 'answer', hit, confidence };
}

/** What is said when nothing fits; put otherwise the second time in a row. */
export function sayUnsure(before: Conversation, nearest?: readonly Summary[]): Reply {
  return say(countFailures(before) > 0 ? 'again' : 'unsure', nearest);
}

function say(says: Says, nearest: readonly Summary[] = []): Reply {
  return { kind: 'says', says, nearest };
}
