import { createScale } from './question-kind.ts';

/**
 * Willingness to recommend, 0 to 10: 9 and 10 promoters, 0 to 6 detractors (Reichheld, "The One Number You Need to
 * Grow", Harvard Business Review, 2003).
 */
export const nps = createScale(0, 10);
