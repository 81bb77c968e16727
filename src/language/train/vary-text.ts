import type { Random } from '../../shared/random.ts';

const DROP_SHARE = 0.15;
const SWAP_SHARE = 0.05;
/** A "word" of a script without spaces, so that such texts vary too. */
const PIECE = /[\u2e80-\u9fff\uac00-\ud7af]|[^\s\u2e80-\u9fff\uac00-\ud7af]+/g;

/** A text with some words left out and some neighbours swapped: unlabelled practice for a student network. */
export function varyText(text: string, random: Random): string {
  const pieces = [...text.matchAll(PIECE)].map(([piece]) => piece).filter(() => random() >= DROP_SHARE);
  for (let index = 1; index < pieces.length; index++) {
    if (random() >= SWAP_SHARE) continue;
    const kept = pieces[index] as string;
    pieces[index] = pieces[index - 1] as string;
    pieces[index - 1] = kept;
  }
  return pieces.length === 0 ? text : joinPieces(pieces);
}

function joinPieces(pieces: readonly string[]): string {
  let text = '';
  for (const piece of pieces) {
    const isUnspaced = piece.length === 1 && piece >= '\u2e80';
    text += isUnspaced || text === '' ? piece : ` ${piece}`;
  }
  return text;
}
