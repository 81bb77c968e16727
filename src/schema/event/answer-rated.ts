import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The visitor said whether an answer helped. */
export const answerRatedSchema = z.looseObject({
  ...commonData,
  article: z.optional(z.string()),
  helpful: z.boolean(),
  reason: z.optional(z.string()),
});
