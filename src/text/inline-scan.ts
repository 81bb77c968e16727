import type { Piece } from './inline-emphasis.ts';
import type { Inline } from './markdown.ts';

/** Where the inline parser stands. Lives for one paragraph. */
export interface InlineScan {
  readonly source: string;
  at: number;
  /** Plain text read since the last piece. */
  text: string;
  pieces: Piece[];
  /** Open `[` and `![`: index of the bracket's own piece. */
  readonly brackets: { readonly piece: number; readonly image: boolean }[];
  /** Brackets below this index can no longer become links: a link stands inside them. */
  linkFloor: number;
  /** Backtick runs by length, each with the index of the first one not yet passed. */
  ticks: Map<number, { readonly starts: number[]; next: number }> | null;
}

/** Takes `length` characters as they are. */
export function takeText(scan: InlineScan, length: number): void {
  scan.text += scan.source.slice(scan.at, scan.at + length);
  scan.at += length;
}

/** Ends the plain text read so far. */
export function flushText(scan: InlineScan): void {
  if (scan.text === '') return;
  scan.pieces.push({ kind: 'node', node: { kind: 'text', text: scan.text }, depth: 0 });
  scan.text = '';
}

/** Adds a finished piece. `depth` counts the levels of markup inside it. */
export function pushNode(scan: InlineScan, node: Inline, depth = 0): void {
  flushText(scan);
  scan.pieces.push({ kind: 'node', node, depth });
}

/** How often the character at `at` is repeated there. */
export function runLength(source: string, at: number): number {
  let end = at + 1;
  while (source[end] === source[at]) end++;
  return end - at;
}

/** A sticky pattern's match exactly at `at`. */
export function matchAt(sticky: RegExp, source: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(source);
}
