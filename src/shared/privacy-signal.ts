/** Whether the browser sends Global Privacy Control (w3c.github.io/gpc), which TypeScript's DOM does not know yet. */
export function hasPrivacySignal(): boolean {
  return (navigator as { readonly globalPrivacyControl?: unknown }).globalPrivacyControl === true;
}
