import { z } from '../zod.ts';
import { commonData } from './envelope.ts';
import { surveyKinds } from './survey-shown.ts';

/** Answers to a survey by question id; `partial` while questions are left. */
export const surveyAnsweredSchema = z.looseObject({
  ...commonData,
  survey: z.string().check(z.minLength(1)),
  kind: z.enum(surveyKinds),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  partial: z.boolean(),
  comment: z.optional(z.string().check(z.maxLength(10_000))),
  sentiment: z.optional(z.looseObject({ label: z.enum(['neg', 'neu', 'pos']), score: z.number() })),
  aspects: z.optional(z.array(z.looseObject({ aspect: z.string(), label: z.string() }))),
});
