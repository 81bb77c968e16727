import { z } from '../zod.ts';
import { commonData } from './envelope.ts';
import { surveyKinds } from './survey-shown.ts';

/** A survey was closed unanswered, `after` ms on screen. */
export const surveyDismissedSchema = z.looseObject({
  ...commonData,
  survey: z.string(),
  kind: z.enum(surveyKinds),
  after: z.number().check(z.gte(0)),
});
