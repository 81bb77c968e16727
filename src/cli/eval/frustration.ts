import { readFile } from 'node:fs/promises';
import { auroc } from '../../language/measure/auroc.ts';
import { bootstrap, type Measured, toShare } from '../../language/measure/interval.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { openMoodReader } from '../open-models.ts';
import { readMoods } from '../read-moods.ts';
import type { EvalKind } from './eval-kind.ts';
import { parseEvalFiles } from './parse-eval-files.ts';

interface Answer {
  readonly chance: number;
  readonly isFrustrated: boolean;
}

/**
 * `auroc`: how often a frustrated message gets the higher value than another. `recall` and `precision` at the value 0.5,
 * `prior` the share of frustrated messages. Per language too if there are several.
 */
export const frustrationEval: EvalKind = async (args) => {
  const { data, models } = parseEvalFiles(args);
  const { readMessage } = await openMoodReader({ models });
  const answers = readMoods(await readFile(data, 'utf8')).flatMap(({ text, lang, isFrustrated }) =>
    isFrustrated === undefined ? [] : [{ lang, isFrustrated, chance: readMessage(text).frustration }],
  );
  const metrics: Record<string, Measured> = measure(answers, '');
  const languages = new Set(answers.flatMap(({ lang }) => lang ?? []));
  if (languages.size < 2) return metrics;
  for (const language of languages) {
    const own = answers.filter(({ lang }) => lang === language);
    Object.assign(metrics, measure(own, `:${language}`));
  }
  return metrics;
};

function measure(answers: readonly Answer[], suffix: string): Record<string, Measured> {
  const scores = Float64Array.from(answers, ({ chance }) => chance);
  const truth = answers.map(({ isFrustrated }) => isFrustrated);
  const said = answers.filter(({ chance }) => chance >= 0.5);
  const frustrated = answers.filter(({ isFrustrated }) => isFrustrated);
  const both = said.filter(({ isFrustrated }) => isFrustrated).length;
  return {
    [`auroc${suffix}`]: bootstrap(answers.length, (rows) => auroc(scores, truth, rows), createSeededRandom(1)),
    [`precision${suffix}`]: toShare(both, said.length),
    [`recall${suffix}`]: toShare(both, frustrated.length),
    [`prior${suffix}`]: toShare(frustrated.length, answers.length),
  };
}
