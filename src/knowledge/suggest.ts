import { markWords, toMarkedStems } from './highlight.ts';
import type { Searcher } from './searcher.ts';
import type { Group } from './translations.ts';

export interface SuggestOptions {
  /** Ids the site asks for, best first; unknown ones are passed over. */
  readonly ids: readonly string[];
  /** Address of the page the visitor is on; only its path counts. */
  readonly page: string;
  readonly pageTitle: string;
  readonly limit: number;
}

/** Words that stand in many addresses and say nothing about the page. */
const ADDRESS_WORDS = /^(?:https?|www|index|html?|php|aspx?|en|zh|cn|us|com|\d+)$/i;

/**
 * Ids of articles to offer before the visitor has asked: the site's own choice, then those that speak of the page, then
 * the most used ones, or as long as nothing is known of that the first ones of the knowledge base. The same page always gets the same articles.
 */
export function suggestArticles(searcher: Searcher, options: SuggestOptions): readonly string[] {
  const { groups, byId } = searcher.translations;
  const chosen = new Set(options.ids.filter((id) => byId.has(id)));
  const topic = `${toPathWords(options.page)} ${options.pageTitle}`.trim();
  if (topic !== '' && chosen.size < options.limit) {
    for (const id of matchTitles(searcher, `${topic}.`)) chosen.add(id);
  }
  for (const { id } of mostUsedFirst(groups, searcher.index.useLevels)) {
    if (chosen.size >= options.limit) break;
    chosen.add(id);
  }
  return [...chosen].slice(0, options.limit);
}

function mostUsedFirst(groups: readonly Group[], levels: Int8Array | null): readonly Group[] {
  if (!levels) return groups;
  const toLevel = ({ articles }: Group): number => levels[articles[0] ?? 0] ?? 0;
  return [...groups].sort((a, b) => toLevel(b) - toLevel(a));
}

/** Articles whose title, tags or phrasings share a telling word with the page; a word in the body alone is no sign. */
function matchTitles(searcher: Searcher, topic: string): readonly string[] {
  const { found, words, information } = searcher.search(topic);
  const stems = toMarkedStems(words, information);
  return found
    .filter(({ article }) => {
      const { title = '', tags = [], phrasings = [] } = searcher.index.articles.at(article) ?? {};
      return markWords([title, ...tags, ...phrasings].join('\n'), stems, searcher.finder).length > 0;
    })
    .map(({ id }) => id);
}

function toPathWords(page: string): string {
  const path = page.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A stray percent sign: the words are readable as they stand.
  }
  const words = decoded.split(/[^\p{L}\p{M}\p{N}]+/u);
  return words.filter((word) => word !== '' && !ADDRESS_WORDS.test(word)).join(' ');
}
