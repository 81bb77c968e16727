/** Name of a DOM or other error, such as `QuotaExceededError`; empty for anything else that was thrown. */
export function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
