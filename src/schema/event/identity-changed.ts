import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The site said who the visitor is, or that he left. */
export const identityChangedSchema = z.looseObject({ ...commonData, kind: z.enum(['identified', 'logged-out']) });
