import { readFile } from 'node:fs/promises';
import {
  createMeaning,
  createSearcher,
  embedArticles,
  isCompiled,
  loadKnowledge,
  type Searcher,
} from '../knowledge/index.ts';
import { openEncoder } from './open-models.ts';

export interface SearcherFiles {
  /** Compiled, kb.jsonl or a JSON array. */
  readonly kb: string;
  /** Words alone decide. */
  readonly isByWordsOnly: boolean;
  /** Gets a line for each part of the knowledge base that cannot be used. */
  readonly warn: (line: string) => void;
}

/**
 * Opens a knowledge base for searching, by meaning too: with the vectors of a compiled one if it has any, with new ones
 * if it comes as text.
 * @throws SupportError the codes of `loadKnowledge`
 */
export async function openSearcher({ kb, isByWordsOnly, warn }: SearcherFiles): Promise<Searcher> {
  const bytes = await readFile(kb);
  const { index, warnings } = loadKnowledge(bytes);
  for (const warning of warnings) warn(`${warning}\n`);
  const encoder = isByWordsOnly ? undefined : await openEncoder();
  if (!encoder) return createSearcher(index);
  const embedded = isCompiled(bytes) ? index : embedArticles(index, encoder);
  if (embedded.vectors && embedded.vectors.encoder !== encoder.id) {
    warn(`${kb}: its vectors are of another encoder and are not used; compile it again with \`helplet kb build\`\n`);
  }
  return createSearcher(embedded, { readMeaning: createMeaning(embedded.vectors, encoder) });
}
