import type { StoreSnapshot } from './ports.ts';

interface Owned {
  readonly visitor?: unknown;
  readonly event?: { readonly data?: { readonly visitor?: unknown } };
  readonly row?: Owned | null;
  readonly raw?: Owned;
}

/** Whose a stored row, dead row or receipt is, also a damaged one; undefined where it does not say. */
export function visitorOf(stored: unknown): string | undefined {
  const outer = stored as Owned | null | undefined; // or anything at all: only read, and never further than it goes
  const inner = outer?.row ?? outer?.raw ?? outer;
  const visitor = outer?.visitor ?? inner?.event?.data?.visitor;
  return typeof visitor === 'string' ? visitor : undefined;
}

/**
 * Tells what is `visitor`'s by whose it is. What does not say counts as his only where nothing is anybody else's.
 * @param owners of everything that is stored
 */
export function ownership(
  owners: readonly (string | undefined)[],
  visitor: string,
): (owner: string | undefined) => boolean {
  const isAlone = !owners.some((owner) => isOther(owner, visitor));
  return (owner) => (owner === undefined ? isAlone : owner === visitor);
}

/** Whether something is known to be another visitor's. */
export function isOther(owner: string | undefined, visitor: string): boolean {
  return owner !== undefined && owner !== visitor;
}

/** What of a snapshot is `visitor`'s. */
export function ofVisitor(snapshot: StoreSnapshot, visitor: string): StoreSnapshot {
  const { rows, dead, receipts } = snapshot;
  const isHis = ownership([...rows, ...dead, ...receipts].map(visitorOf), visitor);
  const pick = <Item>(items: readonly Item[]) => items.filter((item) => isHis(visitorOf(item)));
  return { rows: pick(rows), dead: pick(dead), receipts: pick(receipts) };
}
