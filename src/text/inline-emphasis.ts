import { flushText, type InlineScan, runLength } from './inline-scan.ts';
import type { Inline } from './markdown.ts';
import { hasUnspaced } from './script.ts';

interface Delimiter {
  readonly kind: 'delimiter';
  readonly char: string;
  count: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
}

/** What the scanner leaves: finished nodes, and runs of `*`, `_` or `~` whose meaning depends on what follows. */
export type Piece = { readonly kind: 'node'; readonly node: Inline; readonly depth: number } | Delimiter;

/** Deeper markup stays text: nobody writes it, and whoever renders it recurses. */
const MAX_DEPTH = 12;

/** Reads a run of `*`, `_` or `~`. Whether it may open or close: CommonMark 0.31 §6.2, "flanking". */
export function readDelimiter(scan: InlineScan): void {
  const { source, at } = scan;
  const char = source[at] ?? '';
  const count = runLength(source, at);
  const before = source[at - 1] ?? ' ';
  const after = source[at + count] ?? ' ';
  const opens = !/\s/.test(after) && (!isPunctuation(after) || isEdge(before));
  const closes = !/\s/.test(before) && (!isPunctuation(before) || isEdge(after));
  const inWord = char === '_' && opens && closes;
  flushText(scan);
  scan.pieces.push({
    kind: 'delimiter',
    char,
    count,
    canOpen: opens && (!inWord || isPunctuation(before)),
    canClose: closes && (!inWord || isPunctuation(after)),
  });
  scan.at += count;
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}

/** Chinese and Japanese put no space around emphasis: their letters count as an edge of a word, unlike in CommonMark. */
function isEdge(char: string): boolean {
  return /[\s\p{P}\p{S}]/u.test(char) || hasUnspaced(char);
}

/**
 * Pairs the delimiters and gives the finished nodes; what found no partner is text.
 * Each delimiter is pushed and popped once, so time is linear.
 */
export function resolveEmphasis(pieces: readonly Piece[]): { readonly nodes: Inline[]; readonly depth: number } {
  const output: Piece[] = [];
  /** Indices into `output` of runs that may still open, by character. */
  const openers = new Map<string, number[]>();
  for (const piece of pieces) {
    if (piece.kind === 'delimiter') closeDelimiter(piece, output, openers);
    else output.push(piece);
  }
  return toNodes(output);
}

function closeDelimiter(closer: Delimiter, output: Piece[], openers: Map<string, number[]>): void {
  const stack = openers.get(closer.char) ?? [];
  openers.set(closer.char, stack);
  while (closer.canClose && closer.count > 0) {
    const index = stack.at(-1);
    const opener = index === undefined ? undefined : output[index];
    if (index === undefined || opener?.kind !== 'delimiter' || !isPair(opener, closer)) break;
    const inner = toNodes(output.slice(index + 1));
    if (inner.depth >= MAX_DEPTH) {
      openers.clear(); // and never look inside again: that would take quadratic time
      break;
    }
    const used = Math.min(2, opener.count, closer.count);
    output.length = index + 1;
    for (const other of openers.values()) while ((other.at(-1) ?? -1) > index) other.pop();
    opener.count -= used;
    closer.count -= used;
    if (opener.count === 0) {
      output.pop();
      stack.pop();
    }
    const kind = closer.char === '~' ? 'del' : used === 2 ? 'strong' : 'em';
    output.push({ kind: 'node', node: { kind, children: inner.nodes }, depth: inner.depth + 1 });
  }
  if (closer.count === 0) return;
  if (closer.canOpen) openers.get(closer.char)?.push(output.length);
  output.push(closer);
}

function isPair(opener: Delimiter, closer: Delimiter): boolean {
  if (closer.char === '~') return opener.count === closer.count && closer.count <= 2;
  // "The multiple of 3 rule": keeps `**a*b**` one strong instead of an emphasis with stray stars.
  const sum = opener.count + closer.count;
  return !(opener.canClose || closer.canOpen) || sum % 3 !== 0 || (opener.count % 3 === 0 && closer.count % 3 === 0);
}

function toNodes(pieces: readonly Piece[]): { nodes: Inline[]; depth: number } {
  const nodes: Inline[] = [];
  let depth = 0;
  for (const piece of pieces) {
    const node: Inline = piece.kind === 'node' ? piece.node : { kind: 'text', text: piece.char.repeat(piece.count) };
    if (piece.kind === 'node') depth = Math.max(depth, piece.depth);
    const last = nodes.at(-1);
    if (node.kind === 'text' && last?.kind === 'text')
      nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text };
    else nodes.push(node);
  }
  return { nodes, depth };
}
