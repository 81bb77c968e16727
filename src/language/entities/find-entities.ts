import { findAmounts } from '../../text/scan/amount.ts';
import { chooseSpans } from '../../text/scan/choose-spans.ts';
import { findDates } from '../../text/scan/date.ts';
import type { Find } from '../../text/scan/folded.ts';
import { findOrders } from '../../text/scan/order.ts';
import { findPrivate, type PrivateKind } from '../../text/scan/private.ts';
import { findUrls } from '../../text/scan/url.ts';
import { findShortOrders } from './find-short-orders.ts';

export type EntityKind = PrivateKind | 'order' | 'amount' | 'date' | 'url';

/** Something a message names: where it stands in the text as it was written, UTF-16 code units, end exclusive. */
export interface Entity {
  readonly kind: EntityKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is nobody's secret; of two of one length over each other, the earlier kind. */
const PUBLIC: readonly (readonly [EntityKind, Find])[] = [
  ['url', findUrls],
  ['date', findDates],
  ['amount', findAmounts],
  ['order', findOrders],
  ['order', findShortOrders],
];

/**
 * What a message names, in its order, none over another: everything the masks hide (each with the mask's name), and
 * numbers of orders, amounts, dates and web addresses beside that. Never throws; linear in the text's length.
 */
export function findEntities(text: string): readonly Entity[] {
  const { folded, spans } = findPrivate(text);
  const isTaken = new Uint8Array(folded.text.length);
  for (const { start, end } of spans) isTaken.fill(1, start, end);
  const found = PUBLIC.flatMap(([kind, find]) => find(folded.text).map(({ start, end }) => ({ kind, start, end })));
  const all: { readonly kind: EntityKind; readonly start: number; readonly end: number }[] = [
    ...spans,
    ...chooseSpans(found, isTaken),
  ];
  return all
    .sort((a, b) => a.start - b.start)
    .map(({ kind, ...span }) => {
      const { start, end } = folded.toOriginal(span);
      return { kind, text: text.slice(start, end), start, end };
    });
}
