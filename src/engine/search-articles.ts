import { findNearMisses, markWords, pickPassage, type Searcher, toMarkedStems } from '../knowledge/index.ts';
import { parseMarkdown, toPlainText } from '../text/index.ts';
import type { SearchHit, SearchReply, SearchRequest } from './protocol.ts';
import { readingLang } from './reading-lang.ts';
import { findTranslation, toSummaries } from './to-summary.ts';

const NEAREST_LIMIT = 2;

/** Answers `search`: one hit a translation group, shown in the language of the question where there is one. */
export function searchArticles(searcher: Searcher, request: SearchRequest): SearchReply {
  const { found, words, information, confidence, answer } = searcher.search(request.text);
  const lang = readingLang(request.text, request.lang);
  const stems = toMarkedStems(words, information);
  const hits = found.slice(0, Math.max(0, request.limit)).flatMap(({ id, score }): readonly SearchHit[] => {
    const article = findTranslation(searcher, id, lang);
    const source = article === null ? undefined : searcher.index.articles.at(article);
    if (article === null || !source) return [];
    const blocks = parseMarkdown(source.body).filter((block) => block.kind !== 'heading');
    const passage = pickPassage(toPlainText(blocks), stems, searcher.finder);
    return [
      {
        id,
        lang: searcher.translations.langs[article] ?? '',
        title: source.title,
        titleMarks: markWords(source.title, stems, searcher.finder),
        passage: passage.text,
        passageMarks: passage.marks,
        score,
      },
    ];
  });
  if (found.length > 0) return { hits, confidence, answer };
  const { corrected, ids } = findNearMisses(searcher, request.text, NEAREST_LIMIT);
  return {
    hits,
    confidence,
    answer,
    ...(corrected !== null && { corrected }),
    ...(ids.length > 0 && { nearest: toSummaries(searcher, ids, lang) }),
  };
}
