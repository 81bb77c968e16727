import { importSources } from '../knowledge/import/index.ts';
import { SupportError } from '../shared/errors.ts';
import { findSources } from './find-sources.ts';
import type { LabelledRow } from './read-labelled.ts';

/**
 * What visitors ask by a knowledge base: each article's title and phrasings as messages of one intent, named by the
 * article's `intent` if it has one, else by its id. Articles of one `intent`, and translations, add up.
 * @param path a file or folder, as `helplet kb build` takes them
 * @throws SupportError `bad-input` naming each article that cannot be read
 */
export async function readPhrasings(path: string): Promise<readonly LabelledRow[]> {
  const { articles, problems } = importSources(await findSources([path]));
  if (problems.length > 0) throw new SupportError('bad-input', problems.map(({ message }) => message).join('\n'));
  const seen = new Set<string>();
  return articles.flatMap(({ id, title, phrasings = [], intent }) => {
    const label = typeof intent === 'string' && intent !== '' ? intent : id;
    return [title, ...phrasings].flatMap((text): LabelledRow[] => {
      const key = `${label}\n${text}`;
      if (text.trim() === '' || seen.has(key)) return [];
      seen.add(key);
      return [{ text, label, split: undefined, source: undefined }];
    });
  });
}
