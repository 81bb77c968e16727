import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

export const surveyKinds = ['csat', 'nps', 'ces', 'thumbs', 'choice', 'text'] as const;

/** A survey came into view. */
export const surveyShownSchema = z.looseObject({ ...commonData, survey: z.string(), kind: z.enum(surveyKinds) });
