import { z } from '../zod.ts';
import { commonData, confidence01 } from './envelope.ts';
import { MAX_TICKET_BODY, ticketKinds } from './ticket-kinds.ts';

const contactSchema = z.looseObject({
  name: z.optional(z.string().check(z.maxLength(200))),
  email: z.optional(z.string().check(z.maxLength(320))),
});

/** A visitor's request. */
export const ticketCreatedSchema = z.looseObject({
  ...commonData,
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  kind: z.enum(ticketKinds),
  subject: z.string().check(z.maxLength(500)),
  body: z.string().check(z.minLength(1), z.maxLength(MAX_TICKET_BODY)),
  contact: z.optional(contactSchema),
  /** The site's own fields, by name. */
  fields: z.optional(z.record(z.string().check(z.maxLength(100)), z.union([z.string(), z.number(), z.boolean()]))),
  intent: z.optional(z.looseObject({ label: z.string(), confidence: confidence01 })),
  sentiment: z.optional(
    z.looseObject({ label: z.enum(['neg', 'neu', 'pos']), score: z.number().check(z.gte(-1), z.lte(1)) }),
  ),
  urgency: z.optional(confidence01),
  priority: z.optional(z.looseObject({ value: z.number(), reasons: z.array(z.string()) })),
  transcript: z.optional(z.array(z.looseObject({ author: z.string(), text: z.string(), time: z.string() }))),
  attachments: z.optional(z.array(z.looseObject({ id: z.string(), name: z.string(), bytes: z.number() }))),
});

export type TicketCreated = z.infer<typeof ticketCreatedSchema>;
