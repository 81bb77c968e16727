import type { Block } from './markdown.ts';

const ITEM = /^( {0,3})([-*+]|(\d{1,9})([.)]))([ \t]+|$)/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

interface Marker {
  /** `-`, `*`, `+`, `.` or `)`: another one starts another list. */
  readonly sign: string;
  readonly start: number | null;
  /** Column where the item's own text begins: what follows belongs to the item when indented as far. */
  readonly indent: number;
}

/** The list that starts at line `at`, or null; items hold blocks, so lists nest. */
export function readList(
  lines: readonly string[],
  at: number,
  parse: (lines: readonly string[]) => readonly Block[],
): { readonly block: Block; readonly next: number } | null {
  const first = readMarker(lines[at] ?? '');
  if (!first) return null;
  const items: (readonly Block[])[] = [];
  let next = at;
  for (;;) {
    const marker = readMarker(lines[next] ?? '');
    if (!marker || marker.sign !== first.sign) break;
    const end = findItemEnd(lines, next, marker.indent);
    const [head = '', ...rest] = lines.slice(next, end);
    items.push(parse([head.slice(marker.indent), ...rest.map((line) => outdent(line, marker.indent))]));
    next = skipBlank(lines, end);
    if (!readMarker(lines[next] ?? '')) next = end;
  }
  return { block: { kind: 'list', ordered: first.start !== null, start: first.start ?? 1, items }, next };
}

function readMarker(line: string): Marker | null {
  if (RULE.test(line)) return null;
  const match = ITEM.exec(line);
  if (!match) return null;
  const [whole, space = '', marker = '', number, dot, gap = ''] = match;
  // More than four spaces behind the marker are the text's own, as is the gap of an empty item.
  const indent = gap.length > 4 || whole.length === line.length ? space.length + marker.length + 1 : whole.length;
  return { sign: dot ?? marker, start: number === undefined ? null : Number(number), indent };
}

/** The line after the item that starts at `at`. Unindented lines go on with a paragraph until a blank line or a block. */
function findItemEnd(lines: readonly string[], at: number, indent: number): number {
  let end = at + 1;
  let isAfterBlank = false;
  for (let index = at + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '') {
      isAfterBlank = true;
      continue;
    }
    // Two spaces are enough for what is meant as nested, though CommonMark asks for the marker's width.
    const isInside = leadingSpaces(line) >= Math.min(indent, 2);
    if (
      !isInside &&
      (isAfterBlank || readMarker(line) || /^ {0,3}(?:#{1,6}[ \t]|>|```|~~~)/.test(line) || RULE.test(line))
    ) {
      break;
    }
    isAfterBlank = false;
    end = index + 1;
  }
  return end;
}

function skipBlank(lines: readonly string[], at: number): number {
  let next = at;
  while (next < lines.length && (lines[next] ?? '').trim() === '') next++;
  return next;
}

function leadingSpaces(line: string): number {
  let count = 0;
  for (const char of line) {
    if (char === ' ') count++;
    else if (char === '\t') count += 4;
    else break;
  }
  return count;
}

function outdent(line: string, indent: number): string {
  let at = 0;
  for (let column = 0; column < indent && (line[at] === ' ' || line[at] === '\t'); at++)
    column += line[at] === ' ' ? 1 : 4;
  return line.slice(at);
}
