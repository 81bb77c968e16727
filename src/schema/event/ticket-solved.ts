import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** A ticket was solved, by whom and why. */
export const ticketSolvedSchema = z.looseObject({
  ...commonData,
  ticket: z.string(),
  by: z.enum(['bot', 'agent', 'visitor']),
  reason: z.optional(z.string()),
});
