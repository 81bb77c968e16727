import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** An agent or a rule changed a ticket's status, queue, agent or priority. */
export const ticketUpdatedSchema = z.looseObject({
  ...commonData,
  ticket: z.string(),
  status: z.optional(z.string()),
  queue: z.optional(z.string()),
  agent: z.optional(z.string()),
  priority: z.optional(z.number()),
});
