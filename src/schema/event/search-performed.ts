import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** A search ended (the visitor chose, left or asked). `query` only where the site sets `events.queryText`. */
export const searchPerformedSchema = z.looseObject({
  ...commonData,
  hits: z.int().check(z.gte(0)),
  /** Rank of the hit that was opened, from 1. */
  clicked: z.optional(z.int().check(z.gte(1))),
  zero: z.boolean(),
  query: z.optional(z.string().check(z.maxLength(1_000))),
});
