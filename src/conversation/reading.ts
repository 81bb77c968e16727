import { toPlain } from './rules/plain.ts';
import { findRedFlag, type RedFlag } from './rules/red-flags.ts';
import { findSmallTalk, type SmallTalk, toQuestion } from './rules/small-talk.ts';
import { isWish } from './rules/wish.ts';

/** What the rules read in a message. */
export interface Reading {
  readonly flag: RedFlag | null;
  /** Whether a person is asked for. */
  readonly isWish: boolean;
  readonly talk: SmallTalk | null;
  /** What to look up: the message without greeting, thanks and masks. */
  readonly question: string;
}

/** Reads a message by rules, English and Chinese. Time grows with the text only. */
export function readMessage(text: string): Reading {
  const plain = toPlain(text);
  return {
    flag: findRedFlag(plain),
    isWish: isWish(plain),
    talk: findSmallTalk(plain),
    question: toQuestion(text),
  };
}
