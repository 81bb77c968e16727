import type { QuestionKind } from './question-kind.ts';

/** The visitor's own words. They travel as the answer's comment, masked, so there is nothing to choose. */
export const text: QuestionKind = { range: null, isValid: () => false };
