/**
 * Small values the shop remembers in localStorage. Where storage is blocked they last as long as the page,
 * so that the cart still works.
 */
const memory = new Map();

/** The remembered text, or null. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Remembers a text; null forgets it. */
export function remember(key, value) {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Blocked or full: `memory` has it for this page.
  }
}
