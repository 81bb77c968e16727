import type { QuestionKind } from './question-kind.ts';

/** One of the site's own options. */
export const choice: QuestionKind = {
  range: null,
  isValid: (answer, options) => options.some((option) => option === answer),
};
