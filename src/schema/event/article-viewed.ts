import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** An article was read, from where and for how long. */
export const articleViewedSchema = z.looseObject({
  ...commonData,
  article: z.string(),
  from: z.enum(['search', 'suggestion', 'link', 'answer']),
  ms: z.optional(z.number().check(z.gte(0))),
});
