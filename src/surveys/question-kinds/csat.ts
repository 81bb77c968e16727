import { createScale } from './question-kind.ts';

/** Satisfaction with what just happened, 1 (very unhappy) to 5; 4 and 5 count as satisfied. */
export const csat = createScale(1, 5);
