/** What the script tag says. */
export interface ScriptTag {
  /** Directory of the script, ending in `/`. */
  readonly baseUrl: string;
  /** `data-*` attributes, camel-cased. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * Reads the running classic script's own tag. Null when it cannot be known: a module script has no `currentScript`,
 * and an inlined one no address.
 * @param current as `Document.prototype` gives it: an element of the page can be named `currentScript`
 */
export function readScript(current: HTMLScriptElement | null): ScriptTag | null {
  return current?.src ? { baseUrl: new URL('.', current.src).href, raw: { ...current.dataset } } : null;
}
