import { readAnnounced, toAnnouncing } from './announced.ts';
import { inOrder } from './choose-spans.ts';
import { findNumbers, toPattern } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Words that announce a phone number (group 1) or another number. */
const CUE = toAnnouncing(
  '(?:(\\btel(?:\\b|[eé]f)|phone|\\bcall|\\bmobil|\\bcell|contact|\\breach|whatsapp|\\bsms|\\bdial|\\bring me|\\btext me|\\bfax|\\bph\\b|\\bmob\\b|my number|电话|電話|手机|手機|微信|联系方式|致电|拨打|传真|座机)(?: ?#)?|' +
    'order|invoice|\\btrack|\\bref|ticket|\\bisbn|\\bid\\b|error|case|[№#]|[订定]单|单号|编号|快递|报错)',
);

/**
 * Phone numbers: with an area code in brackets; by country code and length (ITU-T E.164 and the national plans; a zero
 * for long distance may stand between); as they are written within a country.
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
    '(?:11|33|55|81|9)Ddddd[ -]dddd', // AR, MX, CL
  ].join('|'),
);

/** Any digits, where a word before them says that they are one. */
const SAID = new RegExp(toPattern('dN{6,12}'), 'y');

/** Dates, spans of years, amounts with points, and addresses of machines. */
const OTHER =
  /^(?:\d\d?\D+\d\d?\D+(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?:\D+\d\d?\D+\d|\D?[01]\d[0-3]\d(?!\d)|\D+(?:19|20)\d\d)|\d{1,3}(?:\.\d{1,3}){2,3}$)/;

/**
 * Phone numbers in a folded text: international ones by length, local ones by their shape, other digits if a word
 * before them says so. A word for an order, a ticket, an error and the like speaks against. What stands in a web address is none.
 */
export function findPhones(text: string): readonly Span[] {
  const readable = text.replace(/\/\/[!-~]+/g, (address) => '['.repeat(address.length));
  const announced = readAnnounced(readable, CUE);
  const spans = findNumbers(readable, PHONE, ({ index, 0: found }) => {
    const first = index + found.search(/\d/);
    const isOther = OTHER.test(found) || (announced.has(first) && announced.get(first) === undefined);
    return found.includes('+') || !isOther ? found.length : 0;
  });
  const said: Span[] = [];
  for (const [start, word] of announced) {
    SAID.lastIndex = start;
    const [found] = (word && SAID.exec(readable)) || [];
    if (found && !OTHER.test(found)) said.push({ start, end: start + found.length });
  }
  return inOrder([...spans, ...said]);
}

/** Phone numbers, international ones and local ones as people write them. */
export const scanPhone = toScan(findPhones);
