import { inOrder } from './choose-spans.ts';
import { findNumbers } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** What an order is called, and what may stand between that and its number. */
const NAMED =
  /(?:\border|\bpurchase|\bbooking|订单|訂單|单号|單號)(?:[ _-]?(?:number|num|no|nr|id|ref|reference|code|号码?|編號|编号|號碼?)){0,2}\.?(?: ?(?:is|was|[:=-]|是|为)){0,2} ?#? ?/gi;

/** The number: letters and marks are allowed, a digit is needed. */
const NUMBER = /(?=[a-z_-]{0,12}\d)[\da-z](?:[\w-]{2,38}[\da-z])(?![\w-])/iy;

/** Numbers that need no name: as Amazon writes them, and behind `#`. */
const ALONE = /(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])|(?<=(?<![\w&])# ?)\d{4,20}(?!\w|[.-]\d)/g;

/** Days, which may follow the word too. */
const DAY = /^(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?$|^\d\d?-\d\d?-(?:19|20)\d\d$/;

/** Numbers of orders in a folded text: behind the word for one, or as shops write them. */
export function findOrders(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { index, 0: name } of text.matchAll(NAMED)) {
    const start = index + name.length;
    NUMBER.lastIndex = start;
    const [found = ''] = NUMBER.exec(text) ?? [];
    // "order 100 of them" names a count, unless it says that it is a number.
    const isNumber = found.length > 0 && (!/^\d{1,4}$/.test(found) || /[#:=]|n[ou]|id|号|號/i.test(name));
    if (isNumber && !DAY.test(found)) spans.push({ start, end: start + found.length });
  }
  const alone = findNumbers(text, ALONE, ([found]) => found.length);
  return inOrder([...spans, ...alone]);
}

/** Numbers of orders. */
export const scanOrder = toScan(findOrders);
