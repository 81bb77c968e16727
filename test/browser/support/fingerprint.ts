import type { Page } from 'playwright-core';

/** What a widget must leave alone in the page around it. */
export interface Fingerprint {
  readonly globals: readonly string[];
  /** Own keys of what all scripts share, and the text of functions among them. */
  readonly shared: Readonly<Record<string, readonly string[]>>;
  readonly styles: Readonly<Record<string, string>>;
  readonly markup: string;
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Takes it of the page as it stands. Two of the same page, with the widget and without, are to be equal. */
export function fingerprint(page: Page): Promise<Fingerprint> {
  return page.evaluate(() => {
    const textOf = (value: unknown) => (typeof value === 'function' ? String(value) : typeof value);
    const describe = (of: object): string[] => {
      const texts: string[] = [];
      for (const key of Reflect.ownKeys(of)) {
        const { value, get, writable } = Reflect.getOwnPropertyDescriptor(of, key) ?? {};
        texts.push(`${String(key)}: ${textOf(value ?? get)}${writable === false ? ', read-only' : ''}`);
      }
      return texts.sort();
    };
    const shared: Record<string, string[]> = {};
    const constructors = [Object, Function, Array, String, Number, Promise, Map, Set, RegExp, Date, Error, Symbol];
    const ofDom = [EventTarget, Node, Element, HTMLElement, Document, ShadowRoot, History, Storage, XMLHttpRequest];
    for (const one of [...constructors, ...ofDom]) {
      shared[one.name] = describe(one);
      shared[`${one.name}.prototype`] = describe(one.prototype);
    }
    for (const [name, one] of [['JSON', JSON] as const, ['Math', Math] as const, ['Reflect', Reflect] as const]) {
      shared[name] = describe(one);
    }
    // Functions among the globals by their text: whoever wraps one is seen.
    const globals = Object.getOwnPropertyNames(window).map((name) => {
      const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
      return `${name}: ${textOf(value)}`;
    });
    const styles: Record<string, string> = {};
    for (const element of [document.documentElement, document.body]) {
      const computed = getComputedStyle(element);
      for (let index = 0; index < computed.length; index++) {
        const name = computed.item(index);
        styles[`${element.localName} ${name}`] = computed.getPropertyValue(name);
      }
    }
    const stored = (storage: 'localStorage' | 'sessionStorage') => Object.keys(window[storage]).sort();
    return {
      globals: globals.sort(),
      shared,
      styles,
      markup: `${document.head.outerHTML}${document.body.outerHTML}`,
      rest: {
        attributes: document.documentElement.cloneNode(false) && document.documentElement.getAttributeNames(),
        sheets: document.adoptedStyleSheets.length,
        title: document.title,
        address: location.href,
        cookies: document.cookie,
        stored: [stored('localStorage'), stored('sessionStorage')],
        scroll: [scrollX, scrollY],
        width: document.documentElement.scrollWidth,
        height: document.documentElement.scrollHeight,
      },
    };
  });
}
