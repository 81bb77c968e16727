/** A JSON object, or null when the text is none. Members are to be read with `Object.hasOwn` in mind. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    // Without a prototype, so that a page's additions to Object.prototype are never taken for an answer.
    return Object.assign(Object.create(null) as Record<string, unknown>, value);
  } catch {
    return null; // not JSON: a documented answer of this function
  }
}
