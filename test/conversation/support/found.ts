import type { Known } from '../../../src/conversation/decide.ts';
import { readMessage } from '../../../src/conversation/reading.ts';
import type { Found, Hit, Miss } from '../../../src/conversation/state.ts';
import type { Understanding } from '../../../src/conversation/understanding.ts';

/** An article found, with a score. */
export function hit(id: string, score = 10): Hit {
  return {
    id,
    lang: 'en',
    title: `About ${id}`,
    titleMarks: [[6, 6 + id.length]],
    passage: `The ${id} passage.`,
    passageMarks: [[4, 4 + id.length]],
    score,
  };
}

/** A search that is sure of its first hit unless told otherwise. */
export function found(hits: readonly Hit[], confidence = 0.9): Found {
  return { hits, confidence, answer: confidence >= 0.35 ? (hits[0]?.id ?? null) : null };
}

/** What is known of `text` when its reply is due. */
export function known(
  text: string,
  result: Found | Miss | null = found([hit('tea')]),
  understanding: Understanding | null = null,
): Known {
  return { reading: readMessage(text), found: result, understanding };
}
