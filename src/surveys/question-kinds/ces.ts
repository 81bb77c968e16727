import { createScale } from './question-kind.ts';

/** Ease, as agreement with "… made it easy", 1 (strongly disagree) to 7 (CES 2.0, CEB, 2013): more is better. */
export const ces = createScale(1, 7);
