import { z } from './zod.ts';

/**
 * One article of a knowledge base, a line of `kb.jsonl`. Translations share `id` and differ in `lang`.
 * Unknown fields are kept.
 */
export const articleSchema = z.looseObject({
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  title: z.string().check(z.minLength(1), z.maxLength(1_000)),
  /** Markdown. */
  body: z.string(),
  /** BCP 47; detected from the text when absent. */
  lang: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
  url: z.optional(z.string()),
  /** Other ways visitors ask for the same thing. */
  phrasings: z.optional(z.array(z.string())),
  /** ISO 8601 date or date-time. */
  updated: z.optional(z.string()),
});

export type Article = z.infer<typeof articleSchema>;
