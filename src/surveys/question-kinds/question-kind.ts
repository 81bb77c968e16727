/** What a visitor chose: a point of a scale, or the value of an option. */
export type Answer = string | number;

/** One way to ask. */
export interface QuestionKind {
  /** Lowest and highest point, whole numbers between; null where answers are no points. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Whether this can be chosen. `options` are the values of a choice. */
  isValid(answer: unknown, options: readonly string[]): boolean;
}

/** A kind whose answers are the whole numbers from `min` to `max`. */
export function createScale(min: number, max: number): QuestionKind {
  return {
    range: { min, max },
    isValid: (answer) => Number.isInteger(answer) && (answer as number) >= min && (answer as number) <= max, // a number, as isInteger says
  };
}
