import { findCards } from './card.ts';
import { chooseSpans } from './choose-spans.ts';
import { findEmails } from './email.ts';
import { type Find, type Folded, foldForScan, type Span } from './folded.ts';
import { findIbans } from './iban.ts';
import { findIps } from './ip.ts';
import { findKeys } from './key.ts';
import { findNationalIds } from './national-id.ts';
import { findPhones } from './phone.ts';

/** What is somebody's own and nobody else's business, by the name that is put in its place. */
export type PrivateKind = 'iban' | 'national-id' | 'card' | 'email' | 'phone' | 'ip' | 'key';

/** Of two things of one length over each other, the earlier kind; those with check digits are the first three. */
const KINDS: readonly (readonly [PrivateKind, Find])[] = [
  ['iban', findIbans],
  ['national-id', findNationalIds],
  ['card', findCards],
  ['email', findEmails],
  ['phone', findPhones],
  ['ip', findIps],
  ['key', findKeys],
];

/** Those that can do without a digit. */
const WITHOUT_DIGITS = KINDS.filter(([kind]) => kind === 'email' || kind === 'key');

/** A place in the folded text, with its kind. */
export interface PrivateSpan extends Span {
  readonly kind: PrivateKind;
}

/** What was found, in order, none over another, and the text it was found in. */
export interface PrivateFinding {
  readonly folded: Folded;
  readonly spans: readonly PrivateSpan[];
}

/** Taking one thing out can free another, whose neighbour or announcing word it was, and so on: far enough for texts. */
const ROUNDS = 4;

/** A check digit proves what stands there: half of a card must not remain because a longer row of digits ends in it. */
const rankOf = ({ kind }: PrivateSpan) => (kind === 'iban' || kind === 'national-id' || kind === 'card' ? 0 : 1);

/** Everything private in a text, none of it over another: see `chooseSpans`. Linear in the text's length. */
export function findPrivate(text: string): PrivateFinding {
  const folded = foldForScan(text);
  const spans: PrivateSpan[] = [];
  const isTaken = new Uint8Array(folded.text.length);
  let rest = folded.text;
  for (let round = 0; round < ROUNDS; round++) {
    const scanned = rest;
    const kinds = /\d/.test(scanned) ? KINDS : WITHOUT_DIGITS;
    const found = kinds.flatMap(([kind, find]) => find(scanned).map(({ start, end }) => ({ kind, start, end })));
    const taken = chooseSpans(found, isTaken, rankOf);
    if (taken.length === 0) break;
    spans.push(...taken);
    rest = cover(rest, taken);
  }
  return { folded, spans: spans.sort((a, b) => a.start - b.start) };
}

/** The text with what is found overwritten, so that nothing is found in it or across it again. */
function cover(text: string, spans: readonly Span[]): string {
  let covered = '';
  let at = 0;
  for (const { start, end } of spans) {
    covered += text.slice(at, start) + '['.repeat(end - start);
    at = end;
  }
  return covered + text.slice(at);
}
