import { z } from '../zod.ts';
import { commonData, confidence01 } from './envelope.ts';

/** Helplet answered with an article's passage. */
export const answerGivenSchema = z.looseObject({
  ...commonData,
  article: z.string(),
  confidence: confidence01,
  passage: z.optional(z.string()),
});
