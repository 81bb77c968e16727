import { createScale } from './question-kind.ts';

/** Thumb down (0) or up (1). */
export const thumbs = createScale(0, 1);
