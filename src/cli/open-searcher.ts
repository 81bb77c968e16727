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

/** Of more articles that come as text no vectors are made: with them a start would take longer than half a second. */
const FEW_ARTICLES = 250;

/**
 * Opens a knowledge base for searching, by meaning too: with the vectors of a compiled one if it has any, with new ones
 * if it comes as text and is small.
 * @throws SupportError the codes of `loadKnowledge`
 */
export async function openSearcher({ kb, isByWordsOnly, warn }: SearcherFiles): Promise<Searcher> {
  const bytes = await readFile(kb);
  const { index, warnings } = loadKnowledge(bytes);
  for (const warning of warnings) warn(`${warning}\n`);
  const isText = !isCompiled(bytes);
  const hasMeaning = isText ? index.articles.length <= FEW_ARTICLES : index.vectors !== null;
  const encoder = isByWordsOnly || !hasMeaning ? undefined : await openEncoder();
  if (!encoder) return createSearcher(index);
  const embedded = isText ? embedArticles(index, encoder) : index;
  if (embedded.vectors && embedded.vectors.encoder !== encoder.id) {
    warn(`${kb}: its vectors are of another encoder and are not used; compile it again with \`helplet kb build\`\n`);
  }
  return createSearcher(embedded, { readMeaning: createMeaning(embedded.vectors, encoder) });
}
