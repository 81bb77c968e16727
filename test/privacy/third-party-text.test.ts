import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maskText } from '../../src/privacy/mask.ts';

/** The public sets are not part of the repository: they lie in a folder beside it. */
const DATA = join(import.meta.dirname, '../../../shared/data');

/**
 * Sets of questions to support, and what is hidden in them. Read one by one: every hit is a phone number, an
 * address or a card number. The sets without hits hold none, but order numbers, error codes, amounts and dates.
 */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'intent/banking77': {},
  'intent/bitext': {},
  'intent/clinc150': {},
  'intent/hwu64': {},
  'intent/snips': {},
  'intent/crosswoz-acts': {},
  'intent/dialogflow-en': {},
  'intent/dialogflow-zh': {},
  'intent/hint3-curekart': { phone: 1 },
  'intent/hint3-powerplay11': { phone: 1, email: 3 },
  'intent/hint3-sofmattress': { phone: 1, email: 1 },
  'intent/support-en': {},
  'intent/support-zh': { card: 1 },
  'intent/unionpay-zh': { card: 5 },
};

/** Every text of a set, once. */
function readTexts(set: string): readonly string[] {
  const folder = join(DATA, set);
  const lines = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
  return [...new Set(lines.map((line) => (JSON.parse(line) as { readonly text: string }).text))];
}

const sets = Object.entries(EXPECTED);

describe.skipIf(!existsSync(DATA))(`${sets.length} public sets (skipped where their folder is absent)`, () => {
  for (const [set, expected] of sets) {
    it(`hides in ${set} what there is and nothing else`, async ({ annotate }) => {
      const texts = readTexts(set);
      const found: Record<string, number> = {};
      for (const text of texts) {
        for (const part of maskText(text).parts) {
          if (typeof part !== 'string') found[part.kind] = (found[part.kind] ?? 0) + 1;
        }
      }
      await annotate(`${set}: ${JSON.stringify(found)} in ${texts.length} texts`);
      expect(found).toEqual(expected);
    }, 20_000);
  }
});
