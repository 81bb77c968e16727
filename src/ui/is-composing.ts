/**
 * Whether a key belongs to an input method (Chinese, Japanese, Korean). Safari ends a composition with an Enter that
 * has `isComposing` false, but still the key code 229 (WebKit bug 165004).
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
