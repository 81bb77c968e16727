import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** An article was suggested without a search. */
export const suggestionShownSchema = z.looseObject({ ...commonData, article: z.string(), trigger: z.string() });
