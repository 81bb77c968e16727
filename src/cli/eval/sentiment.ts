import { readFile } from 'node:fs/promises';
import { bootstrap, type Measured, toShare } from '../../language/measure/interval.ts';
import { macroF1 } from '../../language/measure/macro-f1.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { openMoodReader } from '../open-models.ts';
import { type MoodLine, readMoods } from '../read-moods.ts';
import type { EvalKind } from './eval-kind.ts';
import { parseEvalFiles } from './parse-eval-files.ts';

/**
 * `accuracy` and `macroF1` of the label; where a file has no neutral row the sign of the score is the answer, and
 * `strictAccuracy` counts neutral answers as wrong. `neutralShare` tells how often neutral is said. Per language too
 * if there are several.
 */
export const sentimentEval: EvalKind = async (args) => {
  const { data, models } = parseEvalFiles(args);
  const { readMessage } = await openMoodReader({ models });
  const rows = readMoods(await readFile(data, 'utf8')).filter(({ mood }) => mood !== undefined);
  const hasNeutral = rows.some(({ mood }) => mood === 'neu');
  const answers = rows
    .map((row) => ({ row, ...readMessage(row.text).sentiment }))
    .map(({ row, label, score }) => {
      const sign = score > 0 ? 'pos' : 'neg';
      return { row, strict: label as string, said: hasNeutral ? label : sign };
    });
  const metrics: Record<string, Measured> = {
    ...measure(answers, ''),
    neutralShare: toShare(answers.filter(({ strict }) => strict === 'neu').length, answers.length),
  };
  if (!hasNeutral) {
    metrics.strictAccuracy = toShare(answers.filter(({ row, strict }) => strict === row.mood).length, answers.length);
  }
  const languages = new Set(rows.flatMap(({ lang }) => lang ?? []));
  if (languages.size < 2) return metrics;
  for (const language of languages) {
    const own = answers.filter(({ row }) => row.lang === language);
    Object.assign(metrics, measure(own, `:${language}`));
  }
  return metrics;
};

function measure(
  answers: readonly { readonly row: MoodLine; readonly said: string }[],
  suffix: string,
): Readonly<Record<string, Measured>> {
  const truth = answers.map(({ row }) => row.mood as string); // rows without one are left out
  const said = answers.map((answer) => answer.said);
  const hits = answers.filter(({ row, said: label }) => label === row.mood).length;
  return {
    [`accuracy${suffix}`]: toShare(hits, answers.length),
    [`macroF1${suffix}`]: bootstrap(answers.length, (rows) => macroF1(truth, said, rows), createSeededRandom(1)),
  };
}
