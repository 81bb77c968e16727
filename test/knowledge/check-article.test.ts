import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkArticle } from '../../src/knowledge/index.ts';
import { articleSchema } from '../../src/schema/article.ts';

it('accepts exactly what the schema accepts', () => {
  const text = fc.oneof(
    fc.constantFrom('', 'a', 'x'.repeat(200), 'x'.repeat(201), 'x'.repeat(1_000), 'x'.repeat(1_001)),
    fc.string(),
  );
  const anything = fc.oneof(
    text,
    fc.constant(null),
    fc.integer(),
    fc.array(fc.oneof(text, fc.integer())),
    fc.object({ maxDepth: 1 }),
  );
  const field = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: anything });
  const list = fc.oneof({ weight: 5, arbitrary: fc.array(text) }, { weight: 1, arbitrary: anything });
  const article = fc.record(
    {
      id: field,
      title: field,
      body: field,
      lang: field,
      url: field,
      updated: field,
      tags: list,
      phrasings: list,
      other: anything,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(article, article, anything), (value) => {
      expect(checkArticle(value).kind === 'article').toBe(articleSchema.safeParse(value).success);
    }),
    { seed: 9, numRuns: 3_000 },
  );
});
