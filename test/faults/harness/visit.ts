import type { Page } from 'playwright-core';
import type { DeadRow, OutboxRow, Receipt } from '../../../src/outbox/ports.ts';

/** A request as "My requests" shows it. */
export interface ShownRequest {
  readonly message: string;
  /** The short English word for its state: `Saved`, `Sending`, `Waiting`, `Sent`, `Not delivered`, `Keep this page open`. */
  readonly says: string;
}

/** What the form said to a message: the line under the request it became, or the alert over the form. */
export interface Answer {
  readonly message: string;
  readonly isTaken: boolean;
  readonly sentence: string;
}

/** What lies in the page's database; all empty where there is none. */
export interface StoredOutbox {
  readonly rows: readonly OutboxRow[];
  readonly dead: readonly DeadRow[];
  readonly receipts: readonly Receipt[];
}

interface Tools {
  /** What a look finds once it finds something. Rejects after 30 s. */
  readonly until: <Found>(find: () => Found | null | undefined | false) => Promise<Found>;
  /** Of the widget. */
  readonly root: () => ShadowRoot | null | undefined;
}

/** In the page: what writing in it and reading it have in common. */
function addTools(): void {
  const tools: Tools = {
    async until(find) {
      const end = performance.now() + 30_000;
      for (;;) {
        const found = find();
        if (found) return found;
        if (performance.now() > end) throw new Error(`not within 30 s: ${find}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    root: () => document.querySelector('helplet-widget')?.shadowRoot,
  };
  Object.assign(window, { tools });
}

interface Widget {
  readonly tools: Tools;

  readonly helplet: ((verb: string, ...args: readonly unknown[]) => unknown) & {
    readonly ticket?: () => Promise<unknown>;
    readonly open?: () => Promise<unknown>;
  };
}

/**
 * Writes messages through the request form of an English page, one after the other, as fast as the page allows.
 * Rejects when the page is gone or stands still.
 * @param thinkMs how long the visitor reads what he has written before he sends it
 */
export async function write(page: Page, messages: readonly string[], thinkMs = 0): Promise<readonly Answer[]> {
  await page.evaluate(addTools);
  return page.evaluate(
    async ([texts, pauseMs]) => {
      const { until, root } = (window as unknown as Widget).tools;
      const fill = (field: HTMLInputElement | HTMLTextAreaElement, value: string) => {
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      };
      const answers: { message: string; isTaken: boolean; sentence: string }[] = [];
      await until(() => (window as unknown as Widget).helplet.ticket);
      for (const message of texts) {
        void (window as unknown as Widget).helplet.ticket?.();
        const form = await until(() => root()?.querySelector<HTMLFormElement>('form.form:has(textarea)'));
        const email = await until(() => form.querySelector<HTMLInputElement>('input[type=email]'));
        const body = await until(() => form.querySelector<HTMLTextAreaElement>('textarea'));
        fill(email, 'ana@example.com');
        fill(body, message);
        // Once the form has taken it in.
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        // What the form said to the message before this one goes only with the next drawing.
        const stale = root()?.querySelector('form.form .notice[role=alert]') ?? null;
        form.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
        const shown = await until(
          () =>
            [...(root()?.querySelectorAll('form.form .notice[role=alert]') ?? [])].find((one) => one !== stale) ??
            (root()?.querySelector('.request h2')?.textContent === message &&
              root()?.querySelector('.request > .state')),
        );
        answers.push({ message, isTaken: !shown.closest('form'), sentence: shown.textContent ?? '' });
      }
      return answers;
    },
    [messages, thinkMs] as const,
  );
}

/** Opens "My requests" of an English page and reads it; empty where the page offers none. */
export async function readRequests(page: Page): Promise<readonly ShownRequest[]> {
  await page.evaluate(addTools);
  return page.evaluate(async () => {
    const { until, root } = (window as unknown as Widget).tools;
    const button = (name: string) =>
      [...(root()?.querySelectorAll('button') ?? [])].find(
        (one) => one.checkVisibility() && (one.ariaLabel ?? one.textContent)?.trim().startsWith(name),
      );
    const open = (await until(() => (window as unknown as Widget).helplet.open)) as () => Promise<unknown>;
    await open();
    // The way there leads home, from wherever the panel is. Where there is no request, home has no way on.
    let homeSince = 0;
    await until(() => {
      if (root()?.querySelector('.requests')) return true;
      const way = button('My requests') ?? button('Back');
      way?.click();
      homeSince = way || !root()?.querySelector('.home') ? 0 : homeSince || performance.now();
      return homeSince > 0 && performance.now() - homeSince > 1_000;
    });
    // A list that is still on its way shows nothing for a moment.
    await new Promise((resolve) => setTimeout(resolve, 30));
    return [...(root()?.querySelectorAll('.requests .row') ?? [])].map((row) => ({
      message: row.querySelector('.request-subject')?.textContent ?? '',
      says: (row.querySelector('.request-last')?.textContent ?? '').split(' · ')[0] ?? '',
    }));
  });
}

/** The full sentence of the request that is open in the panel; empty when none is. */
export function readSentence(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      document.querySelector('helplet-widget')?.shadowRoot?.querySelector('.request > .state')?.textContent?.trim() ??
      '',
  );
}

/** The message in the request form of an English page, as it came back from an earlier visit. */
export function readDraft(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const form = async (): Promise<HTMLTextAreaElement> => {
      for (;;) {
        void (window as unknown as Widget).helplet.ticket?.();
        await new Promise((resolve) => setTimeout(resolve, 20));
        const root = document.querySelector('helplet-widget')?.shadowRoot;
        const field = root?.querySelector<HTMLTextAreaElement>('form.form textarea');
        if (field) return field;
      }
    };
    const field = await form();
    await new Promise((resolve) => setTimeout(resolve, 300)); // a draft is read from the device
    return field.value;
  });
}

/** How many rows wait in the outbox, or in the backup of what it has lost. Cheap enough to be asked again and again. */
export function countWaiting(page: Page, instance = 'default'): Promise<number> {
  return page.evaluate(async (name) => {
    const inBackup = (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0;
    if (inBackup > 0 || !(await indexedDB.databases()).some((one) => one.name === name)) return inBackup;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        if (!database.objectStoreNames.contains('outbox')) {
          database.close();
          return resolve(0);
        }
        const counting = database.transaction('outbox').objectStore('outbox').count();
        counting.onsuccess = () => resolve(counting.result);
        counting.onerror = () => reject(counting.error);
        database.close();
      };
    });
  }, `helplet:${instance}`);
}

/** Reads the widget's database from any page of its origin, and makes none. */
export function readStored(page: Page, instance = 'default'): Promise<StoredOutbox> {
  return page.evaluate(async (name) => {
    const nothing = { rows: [], dead: [], receipts: [] };
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return nothing;
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const names = ['outbox', 'dead', 'receipts'];
    try {
      if (!names.every((one) => database.objectStoreNames.contains(one))) return nothing;
      const transaction = database.transaction(names);
      const [rows, dead, receipts] = await Promise.all(
        names.map(
          (one) =>
            new Promise<unknown[]>((resolve, reject) => {
              const request = transaction.objectStore(one).getAll();
              request.onsuccess = () => resolve(request.result);
              request.onerror = () => reject(request.error);
            }),
        ),
      );
      return { rows, dead, receipts } as unknown as StoredOutbox;
    } finally {
      database.close();
    }
  }, `helplet:${instance}`) as Promise<StoredOutbox>;
}
