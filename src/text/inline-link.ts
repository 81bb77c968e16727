import { resolveEmphasis } from './inline-emphasis.ts';
import { flushText, type InlineScan, matchAt, pushNode, takeText } from './inline-scan.ts';
import type { Inline } from './markdown.ts';
import { hasUnspaced } from './script.ts';
import { inlineText } from './to-plain-text.ts';

// Lengths are bounded so that thousands of unfinished links cost no more than their own length.
const TARGET =
  /\(\s{0,9}(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,200}\)){0,2000}))(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'))?\s{0,9}\)/y;
const ANGLE_LINK = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>/y;
/** ASCII only: Chinese text goes on right behind an address. */
const BARE_LINK = /https?:\/\/[!#-&(-;=?-_a-~]{2,2000}/y;

/** Reads `[` or `![`: text, unless a `](address)` follows. */
export function openBracket(scan: InlineScan): void {
  const image = scan.source[scan.at] === '!';
  flushText(scan);
  scan.brackets.push({ piece: scan.pieces.length, image });
  takeText(scan, image ? 2 : 1);
  flushText(scan);
}

/** Reads `]`: with an address behind it, what stands since the bracket becomes a link or an image. */
export function closeBracket(scan: InlineScan): void {
  const bracket = scan.brackets.pop();
  const level = scan.brackets.length;
  const allowed = bracket !== undefined && (bracket.image || level >= scan.linkFloor);
  scan.linkFloor = Math.min(scan.linkFloor, level);
  const target = allowed ? matchAt(TARGET, scan.source, scan.at + 1) : null;
  if (!bracket || !target) {
    takeText(scan, 1);
    return;
  }
  flushText(scan);
  const inner = resolveEmphasis(scan.pieces.splice(bracket.piece).slice(1));
  const href = withoutEscapes(target[1] ?? target[2] ?? '');
  scan.at += 1 + target[0].length;
  if (bracket.image) {
    pushNode(scan, { kind: 'image', src: href, alt: inlineText(inner.nodes) });
    return;
  }
  pushNode(scan, { kind: 'link', href, children: inner.nodes }, inner.depth + 1);
  scan.linkFloor = level; // a link cannot stand inside a link
}

function withoutEscapes(href: string): string {
  return href.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/&amp;/g, '&');
}

/** Reads `<https://…>` and `<name@host>`. Any other `<` is text: HTML is shown, never interpreted. */
export function readAngleLink(scan: InlineScan): void {
  const match = matchAt(ANGLE_LINK, scan.source, scan.at);
  const address = match?.[1];
  if (address === undefined || isInsideLink(scan)) {
    takeText(scan, 1);
    return;
  }
  scan.at += address.length + 2;
  pushNode(scan, toLink(/^(?:https?|mailto):/.test(address) ? address : `mailto:${address}`, address));
}

/** Reads a bare `https://…` up to the punctuation that ends the sentence around it. */
export function readBareLink(scan: InlineScan): void {
  const before = scan.source[scan.at - 1] ?? '';
  const isInWord = /[\p{L}\p{N}]/u.test(before) && !hasUnspaced(before);
  const match = isInWord ? null : matchAt(BARE_LINK, scan.source, scan.at);
  if (!match || isInsideLink(scan)) {
    takeText(scan, match?.[0].length ?? 1);
    return;
  }
  const address = withoutTrailingPunctuation(match[0]);
  scan.at += address.length;
  pushNode(scan, toLink(address, address));
}

function isInsideLink(scan: InlineScan): boolean {
  return scan.brackets.length > scan.linkFloor;
}

function withoutTrailingPunctuation(address: string): string {
  let open = 0;
  for (const char of address) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  let end = address.length;
  for (; end > 0; end--) {
    const char = address[end - 1] ?? '';
    if (char === ')' && open < 0) open++;
    else if (!/[.,:;!?*_~'"\]|]/.test(char)) break;
  }
  return address.slice(0, end);
}

function toLink(href: string, text: string): Inline {
  return { kind: 'link', href, children: [{ kind: 'text', text }] };
}
