import { type Span, toScan } from './folded.ts';

const BEFORE =
  '(?:us|hk|nt|r|a|c|s)?\\$|[€£¥₹₩₽฿₫₺₴]|\\b(?:usd|eur|gbp|cny|rmb|jpy|inr|aud|cad|chf|brl|krw|hkd|sgd|sek|rs\\.?)';
const AFTER =
  '[$€£¥₹₩₽฿₫₺₴]|(?:usd|eur|gbp|cny|rmb|jpy|inr|aud|cad|chf|brl|krw|hkd|sgd|sek|kr|zł|dollars?|bucks|euros?|pounds?|rupees?|yuan|cents?|pence)(?![a-z])|[百千万亿]?(?:美元|欧元|英镑|日元|港币|人民币|元|块|塊|圆)';
/** Whole numbers with or without marks at the thousands, and up to two decimals. */
const toNumber = (marks: string) =>
  `(?:\\d{1,3}(?:[${marks}]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?)(?!\\d)`;

const AMOUNT = new RegExp(
  `(?<![\\w.,$])(?:(?:${BEFORE}) ?${toNumber(".,'")}(?: ?(?:k|m|[百千万亿])(?![a-z]))?|${toNumber(".,' ")} ?(?:${AFTER}))`,
  'gi',
);

/** Sums of money in a folded text: a number with a currency's sign, code or name. */
export function findAmounts(text: string): readonly Span[] {
  return Array.from(text.matchAll(AMOUNT), ({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

/** Sums of money. */
export const scanAmount = toScan(findAmounts);
