import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** A suggested article was opened. */
export const suggestionClickedSchema = z.looseObject({ ...commonData, article: z.string(), trigger: z.string() });
