import type { KnowledgeIndex } from '../../../src/knowledge/knowledge-index.ts';

/** Everything in an index as plain data, to be compared: what is read when asked for is asked for. */
export function listIndex({ articles, postings, ...rest }: KnowledgeIndex) {
  const entries = Array.from(postings.frequencies, (_, stem) => postings.entriesOf(stem));
  return { ...rest, articles: [...articles], frequencies: postings.frequencies, entries };
}
