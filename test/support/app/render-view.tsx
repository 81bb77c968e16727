import '@preact/signals'; // views follow signals
import { type ComponentChildren, render } from 'preact';
import { act } from 'preact/test-utils';
import { onTestFinished } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { AppProvider, type Parts } from '../../../src/ui/context.ts';
import { createLazyPart } from '../../../src/ui/lazy-part.ts';
import { settle } from '../outbox/manual-clock.ts';
import { createTestApp, type TestApp, type TestAppOptions } from './create-test-app.ts';

export interface Page {
  readonly root: HTMLElement;
  text(): string;
  /** The one element that matches; throws with the page's text when there is none. */
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  findAll(selector: string): HTMLElement[];
  /** Clicks the button, link or option whose text or label contains `name`. */
  click(name: string): Promise<void>;
  /** Types into a field: the whole new value. */
  type(selector: string, value: string): Promise<void>;
  /** Chooses an option of a select by its value. */
  choose(selector: string, value: string): Promise<void>;
  /** Presses a key where the focus is, or on the element given; gives the event. */
  press(key: string, target?: Element | null, init?: KeyboardEventInit): Promise<KeyboardEvent>;
  /** Lets the app's promises and the view's drawing pass. */
  settle(): Promise<void>;
  /** Takes the view out of the page, as going on to another one does. */
  leave(): Promise<void>;
}

/** Draws something into the page, and takes it out when the test is over. */
export async function renderPart(children: ComponentChildren): Promise<Page> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(() => render(children, root));
  onTestFinished(() => {
    render(null, root);
    root.remove();
  });
  const page = createPage(root);
  await page.settle();
  return page;
}

/** Draws a view over the real app, with English texts and the knowledge base loaded unless the test says otherwise. */
export async function renderView(view: ComponentChildren, options: TestAppOptions = {}): Promise<Page & TestApp> {
  const test = createTestApp(options);
  await test.app.open({ kind: 'home' });
  const page = await renderPart(
    <AppProvider value={{ app: test.app, parts: await loadParts(test.app) }}>{view}</AppProvider>,
  );
  return { ...test, ...page };
}

/** The panel's chunks as they are in the source, all of them there. */
export async function loadParts(app: App): Promise<Parts> {
  const modules = {
    views: (await import('../../../src/entries/views.ts')).part,
    conversation: (await import('../../../src/entries/conversation.tsx')).part,
    survey: (await import('../../../src/entries/survey.tsx')).part,
    attachments: (await import('../../../src/entries/attachments.tsx')).part,
  };
  const part = <Name extends keyof Parts>(name: Name) =>
    createLazyPart(
      app,
      async () => modules[name],
      () => undefined,
    );
  const parts = {
    views: part('views'),
    conversation: part('conversation'),
    survey: part('survey'),
    attachments: part('attachments'),
  } as unknown as Parts; // each of its own module
  await Promise.all(Object.values(parts).map((one) => one.start()));
  return parts;
}

/** What a test does with a drawn page. */
export function createPage(root: HTMLElement): Page {
  const quiet = () => act(() => settle(12));
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = root.querySelector<Found>(selector);
    if (!found) throw new Error(`nothing matches ${selector} in: ${root.textContent}`);
    return found;
  };
  return {
    root,
    text: () => root.textContent ?? '',
    find,
    findAll: (selector) => [...root.querySelectorAll<HTMLElement>(selector)],
    async click(name) {
      const controls = [...root.querySelectorAll<HTMLElement>('button, a, [role="option"]')];
      const control = controls.find((one) =>
        `${one.textContent} ${one.getAttribute('aria-label') ?? ''}`.includes(name),
      );
      if (!control) throw new Error(`no control "${name}" in: ${root.textContent}`);
      await act(() => control.click());
      await quiet();
    },
    async type(selector, value) {
      const field = find<HTMLInputElement>(selector);
      await act(() => {
        field.value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await quiet();
    },
    async choose(selector, value) {
      const select = find<HTMLSelectElement>(selector);
      await act(() => {
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await quiet();
    },
    async press(key, target = document.activeElement, init = {}) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
      await act(() => void target?.dispatchEvent(event));
      await quiet();
      return event;
    },
    settle: quiet,
    async leave() {
      await act(() => render(null, root));
      await quiet();
    },
  };
}
