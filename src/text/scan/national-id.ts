import { readAnnounced, toAnnouncing } from './announced.ts';
import { inOrder } from './choose-spans.ts';
import { findNumbers, toCheckedPattern } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Words that announce such a number (group 1), or say that it is another one. */
const CUE = toAnnouncing(
  '(\\bssn|\\bitin|social|tax|\\bcpf|\\bcic|aadha|uidai|\\bnino|\\bni (?:no|num)|insurance|身份证|證)|' +
    'order|invoice|\\btrack|\\bref|ticket|case|shipment|parcel|waybill|\\bawb|phone|\\bcall|mobile|[订定]单|單|单号|编号|快递|运单|电话|手机',
);

const NUMBERS = toCheckedPattern(
  [
    '([1-8]d(?:D?dd){2}D?(?:1[89]|20)D?ddD?[01]dD?[0-3]d(?:D?dd)D?d[dx]|(?<!\\bd )[1-8](?: d){16} [dx](?! d\\b))', // CN, resident id
    '([2-9]dddD?ddddD?dddd)', // IN, Aadhaar
    '(dddDdddDddd[ /-]{0,3}dd|d{9}[ /-]{0,3}dd)', // BR, CPF; with four points it is a machine
    'dddDddDdddd|d{9}', // US, SSN or ITIN
  ].join('|'),
);

/**
 * United Kingdom, national insurance number: prefixes of HMRC's manual NIM39110, and QQ, which examples have. What reads
 * as a word before a date is none.
 */
const INSURANCE =
  /(?<!\w)(?!bg|gb|kn|nk|nt|tn|zz|(?:on|at|by|or|my|we|he|as|an|am|pm|re|ex|me)[ .-])(?:qq|[abceghj-prstw-z][abceghj-nprstw-z])(?:[ .-]{0,3}\d\d){3}[ .-]{0,3}[a-d](?!\w)/gi;

/** Areas that were never given out, except for tax; groups; serials. Source: SSA POMS RM 10201.035, IRS on the ITIN. */
const SSN = /^(?!000|666)(?:[0-8]\d\d(?!00)\d\d|9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9]))(?!0000)\d{4}$/;

/** National identity numbers in a folded text: CN, IN, BR by their check digits, US and GB by their form. */
export function findNationalIds(text: string): readonly Span[] {
  const announced = readAnnounced(text, CUE);
  /** True and false as the words before it say, undefined where they say nothing. */
  const isSaid = (at: number) => (announced.has(at) ? announced.get(at) !== undefined : undefined);
  const numbers = findNumbers(text, NUMBERS, (match) => {
    const { index, 0: found, 1: resident, 2: aadhaar, 3: cpf } = match;
    const digits = found.replace(/[^\dx]/gi, '');
    if (resident) return isResidentId(digits) ? found.length : 0;
    const said = isSaid(index);
    // Some number in ten passes for one of these: what is part of a longer row, or announced as another one, is none.
    if (said === undefined && /[/=&?]/.test(text[index - 1] ?? '')) return 0; // of a web address
    if (said === false || (!found.includes('.') && isInRow(text, index, index + found.length))) return 0;
    const isOne = aadhaar
      ? isVerhoeff(digits)
      : cpf
        ? isCpf(digits) && (said === true || found !== digits || !/^1[3-9]/.test(digits))
        : SSN.test(digits) && (said === true || found !== digits);
    return isOne ? found.length : 0;
  });
  const letters = findNumbers(text, INSURANCE, ({ index, 0: found }) =>
    isSaid(index + found.search(/\d/)) === false ? 0 : found.length,
  );
  return inOrder([...numbers, ...letters]);
}

/** National identity numbers: CN resident id, US SSN, UK NINO, BR CPF, IN Aadhaar. */
export const scanNationalId = toScan(findNationalIds);

/** Whether more digits stand before it or behind it, a space or dash away. */
function isInRow(text: string, start: number, end: number): boolean {
  return (
    /\d[ -]{1,3}$/.test(text.slice(Math.max(0, start - 4), start)) || /^[ -]{1,3}\d/.test(text.slice(end, end + 4))
  );
}

/** GB 11643: eleven is the modulus, powers of two the weights; the tenth remainder is an X. */
function isResidentId(digits: string): boolean {
  const month = Number(digits.slice(10, 12));
  const day = Number(digits.slice(12, 14));
  if (!/^.{6}(?:18|19|20)/.test(digits) || month < 1 || month > 12 || day < 1 || day > 31) return false;
  let sum = 0;
  for (const digit of digits.slice(0, 17)) sum = (sum + Number(digit)) * 2;
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase();
}

/** Receita Federal: weights from two on, from behind. A row of one digit is nobody's. */
function isCpf(digits: string): boolean {
  const closes = (length: number) => {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += Number(digits[at]) * (length + 1 - at);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  };
  return !/^(\d)\1*$/.test(digits) && closes(9) && closes(10);
}

/** Verhoeff's check: products in the dihedral group of a pentagon, five and more being its mirrored turns. */
function isVerhoeff(digits: string): boolean {
  let product = 0;
  for (let at = 0; at < digits.length; at++) {
    let value = Number(digits[digits.length - 1 - at]);
    for (let turn = at % 8; turn > 0; turn--) value = Number('1576283094'[value]);
    const turned = product < 5 ? product + value : product - value + 5;
    product = (turned % 5) + (product < 5 === value < 5 ? 0 : 5);
  }
  return product === 0;
}
