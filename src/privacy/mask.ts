import type { Span } from '../text/scan/folded.ts';
import { findPrivate } from '../text/scan/private.ts';
import { HINTS, type MaskKind } from './kinds.ts';

/** What was hidden: where it stands in the text as it was written (UTF-16 code units, end exclusive). */
export interface MaskedPart extends Span {
  readonly kind: MaskKind;
  readonly original: string;
  /** What a chip shows: `•••• 4242`, `j•••@example.com`, `••• 89`. */
  readonly hint: string;
}

export interface MaskResult {
  /** The text with `[card]`, `[email]`, `[phone]` … in the place of what they name. */
  readonly text: string;
  /** The text as it was written, in order, cut where something is masked. No part is empty. */
  readonly parts: readonly (string | MaskedPart)[];
}

export interface MaskOptions {
  /** What the visitor chose to show, as it is written in the text. */
  readonly keep?: ReadonlySet<string>;
}

/** Hides what is private: see `PrivateKind`. Masking the result again changes nothing. Never throws. */
export function maskText(text: string, { keep }: MaskOptions = {}): MaskResult {
  const { folded, spans } = findPrivate(text);
  const parts: (string | MaskedPart)[] = [];
  let masked = '';
  let at = 0;
  for (const { kind, start, end } of spans) {
    const span = folded.toOriginal({ start, end });
    const original = text.slice(span.start, span.end);
    if (keep?.has(original)) continue;
    const before = text.slice(at, span.start);
    if (before) parts.push(before);
    parts.push({ kind, original, hint: HINTS[kind](folded.text.slice(start, end)), ...span });
    masked += `${before}[${kind}]`;
    at = span.end;
  }
  const after = text.slice(at);
  if (after) parts.push(after);
  return { text: masked + after, parts };
}
