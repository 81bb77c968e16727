import type { Outcome } from '../fault.ts';
import type { StoredRow } from './collector.ts';
import type { Answer, ShownRequest, StoredOutbox } from './visit.ts';

/** What a page told of a request by its events. */
export interface Said {
  readonly name: 'ticket:queued' | 'ticket:sent' | 'ticket:failed';
  readonly id: string;
  readonly durable?: boolean;
}

/** Everything known at the end of a run. */
export interface Evidence {
  readonly messages: readonly string[];
  readonly said: readonly Said[];
  readonly answers: readonly Answer[];
  readonly stored: StoredOutbox;
  /** Ids of what the visitor had deleted while it waited. */
  readonly deleted: ReadonlySet<string>;
  /** At the collector. */
  readonly arrived: readonly StoredRow[];
  /** Found untrue on the way. */
  readonly untrue: readonly string[];
}

/** Counts what was lost, doubled and untrue. */
export function tally({ messages, said, answers, stored, deleted, arrived, untrue }: Evidence): Outcome {
  const ids = new Set(arrived.map(({ id }) => id));
  const kept = new Set([...stored.rows, ...stored.dead].map(({ id }) => id));
  const isGone = (id: string) => !ids.has(id) && !kept.has(id) && !deleted.has(id);
  const promised = said.filter((one) => one.name === 'ticket:queued' && one.durable).map(({ id }) => id);
  const false_ = [
    ...said.filter(({ name, id }) => name === 'ticket:sent' && !ids.has(id)).map(({ id }) => `sent ${id}: not there`),
    ...said.filter(({ name, id }) => name === 'ticket:failed' && ids.has(id)).map(({ id }) => `failed ${id}: is there`),
    ...answers
      .filter(({ isTaken, message }) => !isTaken && arrived.some(({ body }) => body === message))
      .map(({ message, sentence }) => `"${sentence}" (${message}): arrived all the same`),
  ];
  const times = new Map<string, number>();
  for (const { body } of arrived) times.set(body, (times.get(body) ?? 0) + 1);
  return {
    submitted: messages.length,
    lost: [...new Set(promised)].filter(isGone),
    doubled: messages.filter((message) => (times.get(message) ?? 0) > 1),
    untrue: [...untrue, ...new Set(false_)],
  };
}

/** Sentences of "My requests" that are not true. What was read first is checked against what is so afterwards. */
export function untrueRequests(
  shown: readonly ShownRequest[],
  stored: StoredOutbox,
  arrived: readonly StoredRow[],
): readonly string[] {
  const bodyOf = (row: { readonly event?: { readonly data: Readonly<Record<string, unknown>> } } | null | undefined) =>
    String(row?.event?.data.body ?? '');
  const there = new Set(arrived.map(({ body }) => body));
  const waiting = new Set(stored.rows.map(bodyOf));
  const known = new Set([...waiting, ...stored.receipts.map(bodyOf), ...stored.dead.map(({ row }) => bodyOf(row))]);
  return shown.flatMap(({ message, says }) => {
    const isTrue =
      says === 'Sent'
        ? there.has(message)
        : says === 'Not delivered'
          ? !there.has(message)
          : says === 'Keep this page open'
            ? !known.has(message)
            : there.has(message) || waiting.has(message);
    return isTrue ? [] : [`"${says}" (${message}): ${there.has(message) ? 'is' : 'is not'} at the server`];
  });
}
