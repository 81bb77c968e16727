/** Endings of Porter's second and third step and what stands for them, tried in this order. */
const SECOND = toPairs(
  'ational ate tional tion enci ence anci ance izer ize abli able bli ble alli al entli ent eli e ousli ous ization ize ' +
    'ation ate ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble logi log',
);
const THIRD = toPairs('icate ic ative  alize al iciti ic ical ic ful  ness ');
const FOURTH = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

function toPairs(list: string): readonly (readonly [ending: string, instead: string])[] {
  return Array.from(list.matchAll(/(\S+) (\S*)(?: |$)/g), ([, ending = '', instead = '']) => [ending, instead]);
}

/** A word as runs of consonants (C) and vowels (V). */
function toRuns(word: string): string {
  return word
    .replace(/[^aeiouy]+y/g, 'CV')
    .replace(/[aeiou]+/g, 'V')
    .replace(/[^V]+/g, 'C');
}

/** How often a vowel is followed by a consonant; below 0 for nothing. */
function measure(word: string): number {
  return word === '' ? -1 : toRuns(word).replace(/^C/, '').replace(/V$/, '').length / 2;
}

/** Whether a word ends consonant, vowel, consonant, the last one none of w, x and y. */
function endsShort(word: string): boolean {
  const letters = word
    .replace(/[^aeiouy]y/g, 'CV')
    .replace(/[aeiou]/g, 'V')
    .replace(/[^V]/g, 'C');
  return letters.endsWith('CVC') && /[^wxy]$/.test(word);
}

function replaceEndings(word: string, pairs: typeof SECOND): string {
  let result = word;
  for (const [ending, instead] of pairs) {
    if (word.endsWith(ending) && measure(word.slice(0, -ending.length)) > 0 && result.endsWith(ending)) {
      result = result.slice(0, -ending.length) + instead;
    }
  }
  return result;
}

function firstStep(word: string): string {
  const singular = /(?:ss|i)es$/.test(word) ? word.slice(0, -2) : word.replace(/([^s])s$/, '$1');
  if (singular.endsWith('eed')) return measure(singular.slice(0, -3)) > 0 ? singular.slice(0, -1) : singular;
  const base = singular.replace(/(?:ed|ing)$/, '');
  if (base === singular || !toRuns(base).includes('V')) return singular;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (/([^aeioulsz])\1$/.test(base)) return base.slice(0, -1);
  return measure(base) === 1 && endsShort(base) ? `${base}e` : base;
}

/**
 * The stem of an English word of at least three letters by Porter's rules.
 * Source: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
 */
export function porterStem(word: string): string {
  let stem = firstStep(word);
  if (stem.endsWith('y') && toRuns(stem).slice(0, -1).includes('V')) stem = `${stem.slice(0, -1)}i`;
  stem = replaceEndings(replaceEndings(stem, SECOND), THIRD);
  const short = FOURTH.exec(stem)?.[1] ?? '';
  if (measure(short) > 1) stem = short;
  else if (/[st]ion$/.test(stem) && measure(stem.slice(0, -3)) > 1) stem = stem.slice(0, -3);
  const bare = stem.replace(/e$/, '');
  if (measure(bare) > 1 || (measure(bare) === 1 && !(stem.endsWith('e') && endsShort(bare)))) stem = bare;
  return measure(stem) > 1 ? stem.replace(/ll$/, 'l') : stem;
}
