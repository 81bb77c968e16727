/**
 * A mistake of whoever configures or calls Helplet. The message reads
 * `Area: what is wrong ("value"); what to do` and never holds a visitor's text.
 */
export class SupportError extends Error {
  override readonly name = 'SupportError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The message of anything that can be thrown. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ends a `switch` over a union: a case left out is a type error, and at run time a clear one. */
export function unreachable(value: never): never {
  throw new SupportError('unreachable', `Helplet: a case was left out (${JSON.stringify(value)}); please report it`);
}
