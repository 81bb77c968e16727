import { stem, toPlainText } from '../../text/index.ts';
import { createSpellCheck } from '../../text/spell-check.ts';
import type { Finding, LintRule } from './finding.ts';

/** Shorter words are one edit away from too many others. */
const MIN_LETTERS = 6;
/** A word used so often is meant. */
const ESTABLISHED = 3;

/** English words of lower case: what begins with a capital may be a name. */
const WORD = /(?<![\p{L}\p{N}@._/-])[a-z]{6,}(?![\p{L}\p{N}@_/-])/gu;

/**
 * Whether a word is another one with two neighbours swapped, or with a doubled letter too few or too many. Other words one
 * letter apart are mostly words of their own ("letter", "better").
 */
function isSlip(word: string, meant: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at++;
  if (word.length === meant.length) {
    const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
    return swapped === meant;
  }
  const [short, long] = word.length < meant.length ? [word, meant] : [meant, word];
  const isOneLetter = short === long.slice(0, at) + long.slice(at + 1);
  return isOneLetter && at > 0 && long[at] === long[at - 1];
}

/** A word used once that is one slip away from one used often, and not a form of it: "recieve" among "receive". */
export const misspelling: LintRule = (articles) => {
  const english = articles.filter(({ lang }) => lang.startsWith('en'));
  const counts = new Map<string, number>();
  const wordsOf = english.map(({ article, blocks }) => {
    const text = [article.title, ...(article.phrasings ?? []), toPlainText(blocks)].join('\n');
    const words = text.match(WORD) ?? [];
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return words;
  });
  const established = [...counts].filter(([, count]) => count >= ESTABLISHED).map(([word]) => word);
  const correct = createSpellCheck(established);
  return english.flatMap(({ article }, at) =>
    [...new Set(wordsOf[at])].flatMap((word): readonly Finding[] => {
      if (counts.get(word) !== 1 || word.length < MIN_LETTERS) return [];
      const correction = correct(word);
      if (correction === null || !isSlip(word, correction) || stem(correction) === stem(word)) return [];
      const message = `"${word}" may be misspelt; elsewhere it is "${correction}" (${counts.get(correction)} times)`;
      return [{ rule: 'misspelling', severity: 'warning', article: article.id, message }];
    }),
  );
};
