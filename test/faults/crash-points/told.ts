import type { Submission } from '../../../src/outbox/outbox.ts';
import type { Life } from './life.ts';

/** What visitors were told by all lives together. */
export interface Told {
  readonly submitted: Set<string>;
  readonly saved: Set<string>;
  readonly refused: Set<string>;
  readonly sent: Set<string>;
  /** Taken back before they were ever tried. */
  readonly takenBack: Set<string>;
  /** Not yet delivered when their visitor was told that all of his is forgotten. */
  readonly erased: Set<string>;
  /** Asked to be taken back or forgotten: gone is as good as delivered, whether or not it was confirmed. */
  readonly unwanted: Set<string>;
  /** Saved ones by thread. */
  readonly threads: Map<string, string[]>;
}

export function createTold(): Told {
  return {
    submitted: new Set(),
    saved: new Set(),
    refused: new Set(),
    sent: new Set(),
    takenBack: new Set(),
    erased: new Set(),
    unwanted: new Set(),
    threads: new Map(),
  };
}

/** Writes down every submission that this life calls sent. */
export function listen({ outbox, interceptor }: Life, told: Told): void {
  outbox.subscribe(({ changed }) => {
    if (interceptor.isDead) return;
    for (const { id, state } of changed) if (state === 'sent') told.sent.add(id);
  });
}

/** Submits without waiting: the life may never come back to it. */
export function submit({ outbox }: Life, told: Told, submission: Submission): void {
  const { id } = submission.event;
  told.submitted.add(id);
  void outbox.submit(submission).then(({ kind }) => {
    if (kind === 'refused') told.refused.add(id);
    else if (kind === 'stored') noteSaved(told, submission);
  });
}

function noteSaved(told: Told, { event, thread }: Submission): void {
  told.saved.add(event.id);
  if (thread !== undefined) told.threads.set(thread, [...(told.threads.get(thread) ?? []), event.id]);
}

export function takeBack({ outbox, interceptor }: Life, told: Told, id: string): void {
  told.unwanted.add(id);
  void outbox.discard(id).then(
    (isGone) => {
      if (isGone && !interceptor.isDead) told.takenBack.add(id);
    },
    () => null, // not taken back, and nothing said
  );
}

/** @param ids what the visitor has submitted so far */
export function erase(
  { outbox, interceptor }: Life,
  told: Told,
  visitor: string,
  ids: readonly string[],
  stored: () => Promise<readonly string[]>,
): void {
  for (const id of ids) told.unwanted.add(id);
  void outbox.erase(visitor).then(
    async () => {
      if (interceptor.isDead) return;
      const before = await stored();
      for (const id of ids) if (!before.includes(id)) told.erased.add(id);
    },
    () => null, // not forgotten, and nothing said
  );
}
