import { findNumbers, toCheckedPattern } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Groups of four; of four, six and the rest; each digit alone. Three more may be the security code. */
const CARD = toCheckedPattern(
  '(?=[2-6])(?:(ddddD?ddddD?ddddD?d{1,4})(?:D?d{1,3})?|ddddD?d{6}D?d{4,5}|(?<!\\bd )d(?: d){12,18}(?! d\\b))',
);

/**
 * First digits and lengths by issuer: Visa; Mastercard with its 2-series; Amex; Diners; JCB, UnionPay and Discover;
 * Maestro. Source: ISO/IEC 7812 ranges as the networks publish them.
 */
const ISSUER =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,13}|(?:35(?:2[89]|[3-8]\d)|6(?:011|[25]\d\d|4[4-9]\d))\d{12,15}|(?:5[0678]|6304|67)\d{11,17})$/;

/** Payment card numbers in a folded text: 13 to 19 digits of an issuer that pass Luhn's check (ISO/IEC 7812-1). */
export function findCards(text: string): readonly Span[] {
  return findNumbers(text, CARD, ([all, head = '']) => {
    if (isCard(all)) return all.length;
    return head.length < all.length && all[head.length] !== '.' && isCard(head) ? head.length : 0;
  });
}

/** Payment card numbers, whatever spaces, dashes, dots or digits they are written with. */
export const scanCard = toScan(findCards);

function isCard(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  return ISSUER.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(at) - 48;
    // Of every second digit, counted from the end, its double counts, and of that the sum of its digits.
    sum += (digits.length - at) % 2 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}
