import { findNumbers, toPattern } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Words that announce a phone number (group 1) or another number, and what stands between them and it (group 2). */
const CUE =
  /(?:(\btel(?:\b|[eé]f)|phone|\bcall|\bmobil|\bcell|contact|\breach|whatsapp|my number|电话|電話|手机|微信)(?: ?#)?|order|invoice|\btrack|\bref|ticket|\bisbn|\bid\b|error|case|[№#]|[订定]单|单号|编号|快递|报错)(?=([^\d@[\]\n]{0,24})\d)/gi;

/**
 * Phone numbers: with an area code in brackets; by country code and length (ITU-T E.164 and the national plans; a zero
 * for long distance may stand between); as they are written within a country; last (group 1) any digits.
 */
const PHONE = toPattern(
  [
    '(?:\\+?d{1,3}[ -]?)?\\((?:\\+?d{2,5}|0)\\)[ -]?dN{5,10}',
    '(?:\\+|0(?:0|0?11)D?)(?:[17]N{10}|(?:3[34]|61)N{9,10}|(?:44|8[126])N{9,11}|(?:91|55)N{10,11}|[2-9]N{7,14})',
    '(?!d{9}\\b)0[1-9]N{7,10}(?:-d{1,5})?',
    '(?:1D)?dddDdddDdddd', // US, CA, CO
    '(?:86D?)?1[3-9]d(?:D?d{8}|DddddDdddd|DdddDd{5})', // CN, mobile
    '[5-9]ddD(?:dddDddd|ddDddDdd)', // ES, PT, PL, CZ
    '3ddDd{7}|[1-9]dD9ddddD?dddd|[6-9]ddddDd{5}|91D[6-9]d{9}', // IT, BR, IN, mobile
    '[78]D[3489]ddDdddDddDdd', // RU
    '(dN{6,12})',
  ].join('|'),
);

/** Dates, spans of years, amounts with points, and addresses of machines. */
const OTHER =
  /^(?:\d\d?\D+\d\d?\D+(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?:\D+\d\d?\D+\d|\D?[01]\d[0-3]\d(?!\d)|\D+(?:19|20)\d\d)|\d{1,3}(?:\.\d{1,3}){2,3}$)/;

/**
 * Phone numbers in a folded text: international ones by length, local ones by their shape, other digits if a word
 * before them says so. A word for an order, a ticket, an error and the like speaks against. What stands in a web address is none.
 */
export function findPhones(text: string): readonly Span[] {
  const readable = text.replace(/\/\/[!-~]+/g, (address) => '['.repeat(address.length));
  /** What the last word before a number says, by where its digits begin. */
  const isAnnounced = new Map<number, boolean>();
  for (const { index, 0: word, 1: announces, 2: between = '' } of readable.matchAll(CUE)) {
    isAnnounced.set(index + word.length + between.length, announces !== undefined);
  }
  return findNumbers(readable, PHONE, ({ index, 0: found, 1: unknown }) => {
    const announced = isAnnounced.get(index + found.search(/\d/));
    const isPhone =
      found.includes('+') || (!OTHER.test(found) && announced !== false && (unknown === undefined || announced));
    return isPhone ? found.length : 0;
  });
}

/** Phone numbers, international ones and local ones as people write them. */
export const scanPhone = toScan(findPhones);
