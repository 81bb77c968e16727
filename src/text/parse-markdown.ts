import type { Block } from './markdown.ts';
import { readList } from './markdown-list.ts';
import { isTableStart, readTable } from './markdown-table.ts';
import { parseInline } from './parse-inline.ts';

/** A block found at some line, and the line after it. */
export type Read = { readonly block: Block; readonly next: number } | null;

/** Quotes and lists inside each other deeper than this are shown as text. */
const MAX_DEPTH = 10;

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]{0,40})/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t](.*))?$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}>/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
/** An ordered list may interrupt a paragraph only at 1, or "… in\n1984. It …" would become one. */
const INTERRUPTING_ITEM = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/;

/**
 * Reads the Markdown of an article: headings, paragraphs, lists, quotes, tables, code between fences, rules.
 * Raw HTML is text like any other, and indented lines are not code. Addresses come back as written: pass them through
 * `toSafeUrl`. Never throws; time is linear in the length.
 * Source: CommonMark 0.31 with GFM's tables, strike and bare links, less what articles do not need.
 */
export function parseMarkdown(source: string): readonly Block[] {
  return parseLines(source.replace(/\r\n?/g, '\n').replace(/\0/g, '\ufffd').split('\n'), 0);
}

function parseLines(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  const parseInside = depth < MAX_DEPTH ? (inside: readonly string[]) => parseLines(inside, depth + 1) : null;
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const read =
      readFence(lines, at) ??
      readLine(lines, at) ??
      (parseInside && (readQuote(lines, at, parseInside) ?? readList(lines, at, parseInside))) ??
      readTable(lines, at) ??
      readParagraph(lines, at);
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function readFence(lines: readonly string[], at: number): Read {
  const [, fence, lang] = FENCE.exec(lines[at] ?? '') ?? [];
  if (fence === undefined) return null;
  const indent = (lines[at] ?? '').indexOf(fence);
  let next = at + 1;
  while (next < lines.length && !isClosingFence(lines[next] ?? '', fence)) next++;
  const text = lines
    .slice(at + 1, next)
    .map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
    .join('\n');
  return { block: { kind: 'code', text, ...(lang ? { lang } : {}) }, next: next + 1 };
}

function isClosingFence(line: string, fence: string): boolean {
  const mark = line.trim();
  return mark.length >= fence.length && mark.startsWith(fence) && mark === (fence[0] ?? '').repeat(mark.length);
}

/** Headings and rules: blocks of one line. */
function readLine(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (RULE.test(line)) return { block: { kind: 'rule' }, next: at + 1 };
  const [, marks, rest = ''] = HEADING.exec(line) ?? [];
  if (marks === undefined) return null;
  const words = rest.trim();
  let end = words.length;
  while (words[end - 1] === '#') end--;
  const isClosed = end < words.length && (end === 0 || /\s/.test(words[end - 1] ?? ''));
  return { block: toHeading(marks.length, isClosed ? words.slice(0, end).trim() : words), next: at + 1 };
}

function toHeading(level: number, text: string): Block {
  return { kind: 'heading', level: level as 1 | 2 | 3 | 4 | 5 | 6, children: parseInline(text) }; // the patterns allow 1..6
}

function readQuote(lines: readonly string[], at: number, parse: (lines: readonly string[]) => readonly Block[]): Read {
  let next = at;
  while (QUOTE.test(lines[next] ?? '')) next++;
  if (next === at) return null;
  const inside = lines.slice(at, next).map((line) => line.replace(/^ {0,3}> ?/, ''));
  return { block: { kind: 'quote', children: parse(inside) }, next };
}

/** A longer one is read as several: the time for one grows faster than its length. */
const MAX_PARAGRAPH_LINES = 500;

function readParagraph(lines: readonly string[], at: number): NonNullable<Read> {
  let next = at + 1;
  while (next < lines.length && next - at < MAX_PARAGRAPH_LINES && !isBlank(lines[next])) {
    const line = lines[next] ?? '';
    const underline = UNDERLINE.test(line) ? line.trim()[0] : undefined;
    if (underline !== undefined) {
      return { block: toHeading(underline === '=' ? 1 : 2, joinLines(lines, at, next)), next: next + 1 };
    }
    if (isInterruption(line) || isTableStart(lines, next)) break;
    next++;
  }
  return { block: { kind: 'paragraph', children: parseInline(joinLines(lines, at, next)) }, next };
}

/** Whether a line ends the paragraph above it without a blank line between. */
function isInterruption(line: string): boolean {
  return [FENCE, HEADING, RULE, QUOTE, INTERRUPTING_ITEM].some((pattern) => pattern.test(line));
}

function joinLines(lines: readonly string[], from: number, to: number): string {
  return lines.slice(from, to).join('\n').trim();
}
