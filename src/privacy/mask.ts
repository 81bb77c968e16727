import { foldForScan, type Span } from '../text/scan/folded.ts';
import { KINDS, type MaskKind } from './kinds.ts';

/** What was hidden: where it stands in the text as it was written (UTF-16 code units, end exclusive). */
export interface MaskedPart extends Span {
  readonly kind: MaskKind;
  readonly original: string;
  /** What a chip shows: `•••• 4242`, `j•••@example.com`, `••• 89`. */
  readonly hint: string;
}

export interface MaskResult {
  /** The text with `[card]`, `[email]` and `[phone]` in the place of what they name. */
  readonly text: string;
  /** The text as it was written, in order, cut where something is masked. No part is empty. */
  readonly parts: readonly (string | MaskedPart)[];
}

export interface MaskOptions {
  /** What the visitor chose to show, as it is written in the text. */
  readonly keep?: ReadonlySet<string>;
}

/** Taking one thing out can free another, whose neighbour or announcing word it was; it frees no third. */
const ROUNDS = 3;

/** Hides card numbers, e-mail addresses and phone numbers; masking the result again changes nothing. Never throws. */
export function maskText(text: string, { keep }: MaskOptions = {}): MaskResult {
  const folded = foldForScan(text);
  const masked: MaskedPart[] = [];
  // What is found is overwritten, so that nothing is found in it or across it again.
  const rest = folded.text.split('');
  for (let round = 0; round < ROUNDS; round++) {
    const scanned = rest.join('');
    const found = KINDS.flatMap((kind) => kind.find(scanned).map(({ start, end }) => ({ kind, start, end })));
    // The longest first; the sort keeps the order of kinds.
    for (const { kind, start, end } of found.sort((a, b) => b.end - b.start - a.end + a.start)) {
      // What is there already is no shorter: it covers one end of what it overlaps.
      if (rest[start] === '[' || rest[end - 1] === '[') continue;
      rest.fill('[', start, end);
      const span = folded.toOriginal({ start, end });
      const original = text.slice(span.start, span.end);

      if (!keep?.has(original))
        masked.push({ kind: kind.kind, original, hint: kind.toHint(scanned.slice(start, end)), ...span });
    }
    if (!found.length) break;
  }
  const parts: (string | MaskedPart)[] = [];
  let at = 0;
  for (const part of masked.sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, part.start), part);
    at = part.end;
  }
  parts.push(text.slice(at));
  return {
    text: parts.map((part) => (typeof part === 'string' ? part : `[${part.kind}]`)).join(''),
    parts: parts.filter(Boolean),
  };
}
