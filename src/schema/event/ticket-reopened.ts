import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** A solved ticket was opened again. */
export const ticketReopenedSchema = z.looseObject({
  ...commonData,
  ticket: z.string(),
  reason: z.optional(z.string()),
});
