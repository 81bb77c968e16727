import { inOrder } from './choose-spans.ts';
import { findNumbers } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Four numbers up to 255 that are no version and no part of a longer row. */
const V4 =
  /(?<![\w.]|\d-|(?:\b(?:v|ver|version|release|firmware|build|section)|版本号?|§)[ .:]{0,2})(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d|-\d)/gi;

/** Four digits alone are a chapter or a price as often: then a word before them has to say what they are. */
const SAID = /\b(?:ip|dns|host|address)\b|地址/i;

/** Groups of hex digits and colons, and a tail as IPv4 has it; `isV6` says whether they are an address. */
const V6 =
  /(?<![\w.]|[\d:]:)(?=:{0,2}[\da-f])(?:[\da-f]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{1,4})?(?:%\w{1,16})?(?![\w:]|\.\d)/gi;

/** Addresses of machines in a folded text: IPv4, and IPv6 in the forms of RFC 4291, 2.2, and with a zone (RFC 4007). */
export function findIps(text: string): readonly Span[] {
  const v4 = findNumbers(text, V4, ({ index, 0: found }) =>
    isV4(found) && (/\d\d|^(\d)(?:\.\1){3}$/.test(found) || SAID.test(text.slice(Math.max(0, index - 16), index)))
      ? found.length
      : 0,
  );
  if (!text.includes(':')) return v4;
  const v6 = findNumbers(text, V6, ([found]) => (isV6(found.replace(/%.*/, '')) ? found.length : 0));
  return inOrder([...v6, ...v4]);
}

/** Addresses of machines, IPv4 and IPv6. */
export const scanIp = toScan(findIps);

function isV6(found: string): boolean {
  const halves = found.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isWhole = groups.every((group) => /^[\da-f]{1,4}$/i.test(group) || (group === groups.at(-1) && isV4(group)));
  const count = groups.length + Number(groups.at(-1)?.includes('.') ?? false);
  if (!isWhole || !/\d/.test(found)) return false;
  if (halves.length === 1) return count === 8;
  // `10::30` is a time mistyped.
  const isTime = groups.length === 2 && groups.every((group) => /^\d\d?$/.test(group));
  return halves.length === 2 && count < 8 && !isTime;
}

function isV4(group: string): boolean {
  const numbers = group.split('.');
  return numbers.length === 4 && numbers.every((number) => Number(number) < 256);
}
