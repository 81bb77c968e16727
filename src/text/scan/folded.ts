/** A place in a text: UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as the scanners read it. */
export interface Folded {
  readonly text: string;
  /** Where a span of it lies in the original. */
  readonly toOriginal: (span: Span) => Span;
}

/** Looks for one kind of thing in a folded text: spans in order, none over another, in time linear in its length. */
export type Find = (folded: string) => readonly Span[];

/**
 * One spelling for what is typed in several, so that a pattern needs to know only one: ASCII digits, full-width and
 * mathematical forms as plain ones, dashes and middle dots as `-`, all spaces as ` `. Marks and invisible characters
 * are left out: they hide in what is copied from elsewhere.
 */
export function foldForScan(text: string): Folded {
  const known = new Map<string, string>();
  /** What is left out before a place, by twice the place; one more after what is left out at the place itself. */
  const omitted = new Uint32Array(2 * text.length + 2);
  let total = 0;
  let filled = 0;
  const folded = text.replace(/[^\0-\x7f\p{Lo}]/gu, (char, at: number) => {
    const plain = known.get(char) ?? foldChar(char);
    known.set(char, plain);
    if (plain.length < char.length) {
      const from = 2 * (at - total) + 1 + plain.length;
      omitted.fill(total, filled, from);
      filled = from;
      total += char.length - plain.length;
    }
    return plain;
  });
  omitted.fill(total, filled);
  const toOriginal = ({ start, end }: Span): Span => ({
    start: start + (omitted[2 * start + 1] ?? 0),
    end: end + (omitted[2 * end] ?? 0),
  });
  return { text: folded, toOriginal };
}

/** One character or none, or two code units of a character that stays. */
function foldChar(char: string): string {
  if (/[\p{Cf}\p{M}]/u.test(char)) return '';
  // Numbers in circles count lines, they are no digits.
  const compatible = /\p{No}/u.test(char) ? '' : char.normalize('NFKC');
  const plain = compatible.length === 1 ? compatible : char;
  // The long vowel sign of Japanese is on the hyphen's key.
  if (/[\p{Pd}·−ー]/u.test(plain)) return '-';
  // Digits stand in rows of ten, from zero on: Unicode, General_Category=Nd.
  let place = -1;
  for (let code = plain.codePointAt(0) ?? 0; /\p{Nd}/u.test(String.fromCodePoint(code)); code--) place++;
  return place < 0 ? plain : String(place % 10);
}

/** A scanner of plain texts made of one that reads folded ones. */
export function toScan(find: Find): (text: string) => readonly Span[] {
  return (text) => {
    const folded = foldForScan(text);
    return find(folded.text).map(folded.toOriginal);
  };
}
