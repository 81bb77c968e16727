import { expect } from 'vitest';
import type { Scene } from './scene.ts';

/** What has the focus in the widget. */
interface Focus {
  /** Accessible name, as far as these tests need it, or the text. */
  readonly name: string;
  readonly isSeen: boolean;
  /** In the panel or a survey, and not on the launcher. */
  readonly isInside: boolean;
}

/** A visitor without a mouse. Every key is checked: the focus is on something he can see, before and after. */
export interface Keys {
  press(...keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes on by Tab, and from the end back by Shift+Tab, until a control of that name has the focus. */
  to(name: string | RegExp): Promise<void>;
  /** Waits until something of that name has the focus. */
  at(name: string | RegExp): Promise<void>;
}

/** What has the focus; null where it is nowhere or on the page. */
export function focusOf({ page }: Pick<Scene, 'page'>): Promise<Focus | null> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const root = active?.getRootNode();
    if (!active || !(root instanceof ShadowRoot)) return null;
    const named = (ids: string | null) =>
      ids
        ?.split(' ')
        .map((id) => root.getElementById(id)?.textContent ?? '')
        .join(' ');
    const label = active.id && root.querySelector(`label[for="${active.id}"]`)?.textContent;
    const { width, height, bottom, right } = active.getBoundingClientRect();
    return {
      name:
        active.getAttribute('aria-label') ||
        named(active.getAttribute('aria-labelledby')) ||
        label ||
        active.textContent ||
        active.closest('label')?.textContent ||
        active.getAttribute('title') ||
        '',
      isSeen:
        width > 0 && height > 0 && bottom > 0 && right > 0 && active.checkVisibility({ visibilityProperty: true }),
      isInside: active.closest('[role="dialog"], .survey-root') !== null,
    };
  });
}

export function keysOf(scene: Scene): Keys {
  const { keyboard } = scene.page;
  const check = (after: string) =>
    expect
      .poll(() => focusOf(scene), { message: `the focus, ${after}`, interval: 20, timeout: 3_000 })
      .toMatchObject({ isInside: true, isSeen: true });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      await check(`before ${key}`);
      await keyboard.press(key);
      await check(`after ${key}`);
    }
  };
  const isAt = async (name: string | RegExp) => {
    const found = (await focusOf(scene))?.name.trim() ?? '';
    return typeof name === 'string' ? found === name : name.test(found);
  };
  return {
    press,
    async type(text) {
      await check('before typing');
      await keyboard.type(text);
      await check('after typing');
    },
    async to(name) {
      await check(`on the way to "${name}"`);
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let step = 0; step < 60; step++) {
          if (await isAt(name)) return;
          await keyboard.press(key);
          if (!(await focusOf(scene))?.isInside) break; // the panel's end: the launcher, or the page
        }
        if (key === 'Tab') await keyboard.press('Shift+Tab');
      }
      throw new Error(`"${name}" was not reached by Tab`);
    },
    async at(name) {
      const wanted = typeof name === 'string' ? name : expect.stringMatching(name);
      await expect.poll(async () => (await focusOf(scene))?.name.trim(), { timeout: 5_000 }).toEqual(wanted);
      await check(`at "${name}"`);
    },
  };
}
