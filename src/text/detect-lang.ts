/** Script of a letter and the language we take it for. Han comes after kana: Japanese has both. */
const SCRIPTS: readonly (readonly [lang: string, letter: RegExp, weight: number])[] = [
  ['ja', /[\p{sc=Hira}\p{sc=Kana}]/gu, 2],
  ['zh', /\p{sc=Han}/gu, 2],
  ['ko', /\p{sc=Hang}/gu, 2],
  ['th', /\p{sc=Thai}/gu, 1],
  ['ru', /\p{sc=Cyrl}/gu, 1],
  ['ar', /\p{sc=Arab}/gu, 1],
  ['he', /\p{sc=Hebr}/gu, 1],
  ['el', /\p{sc=Grek}/gu, 1],
  ['hi', /\p{sc=Deva}/gu, 1],
];

const SAMPLE_LENGTH = 1_000;

/**
 * The language of a text as far as its script tells: `zh`, `ja`, `ko`, `th`, `ru`, `ar`, `he`, `el`, `hi`,
 * and `en` for everything else. A few Chinese words outweigh the Latin product names among them.
 */
export function detectLang(text: string): string {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const count = (letter: RegExp): number => sample.match(letter)?.length ?? 0;
  const scores = SCRIPTS.map(([lang, letter, weight]) => ({ lang, score: weight * count(letter) }));
  const kana = scores[0]?.score ?? 0;
  const han = scores[1]?.score ?? 0;
  if (kana > 0 && kana * 10 >= han) scores.splice(0, 2, { lang: 'ja', score: kana + han });
  let best = { lang: 'en', score: count(/\p{sc=Latn}/gu) };
  for (const candidate of scores) if (candidate.score > best.score) best = candidate;
  return best.lang;
}
