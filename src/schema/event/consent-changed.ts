import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The visitor granted or withdrew consent. */
export const consentChangedSchema = z.looseObject({
  ...commonData,
  state: z.enum(['granted', 'withdrawn', 'unknown']),
});
