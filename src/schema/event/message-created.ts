import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** One message of a conversation. */
export const messageCreatedSchema = z.looseObject({
  ...commonData,
  author: z.enum(['visitor', 'bot', 'agent']),
  text: z.string().check(z.maxLength(32_000)),
  ticket: z.optional(z.string()),
});
