import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The conversation goes to a person, and why. */
export const handoffRequestedSchema = z.looseObject({
  ...commonData,
  reason: z.enum(['low-confidence', 'repeated-failure', 'mood', 'wish', 'red-flag', 'rule']),
});
