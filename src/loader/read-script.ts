/** What the script tag says. */
export interface ScriptTag {
  /** Directory of the script, ending in `/`. */
  readonly baseUrl: string;
  /** `data-*` attributes, camel-cased. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/**
 * Reads the running classic script's own tag. Null when it cannot be known: a module script has no
 * `currentScript`, and a page element named `currentScript` is not a script.
 */
export function readScript(current: unknown): ScriptTag | null {
  if (!(current instanceof HTMLScriptElement) || !current.src) return null;
  return { baseUrl: new URL('.', current.src).href, raw: { ...current.dataset } };
}
