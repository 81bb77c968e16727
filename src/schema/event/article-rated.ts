import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** "Did this help?" under an article. */
export const articleRatedSchema = z.looseObject({
  ...commonData,
  article: z.string().check(z.minLength(1)),
  helpful: z.boolean(),
  reason: z.optional(z.string().check(z.maxLength(200))),
});
