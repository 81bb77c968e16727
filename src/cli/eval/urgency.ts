import { readFile } from 'node:fs/promises';
import { auroc } from '../../language/measure/auroc.ts';
import { bootstrap, type Measured, toShare } from '../../language/measure/interval.ts';
import { judgeUrgency } from '../../language/urgency/index.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { readMoods } from '../read-moods.ts';
import type { EvalKind } from './eval-kind.ts';
import { parseEvalFiles } from './parse-eval-files.ts';

/** From this value on a message is urgent. */
const URGENT = 0.5;

/**
 * `auroc`: how often a message of high urgency gets the higher value than another; `precision` and `recall` of values
 * from 0.5 on, `prior` the share of urgent messages.
 */
export const urgencyEval: EvalKind = async (args) => {
  const { data } = parseEvalFiles(args);
  const answers = readMoods(await readFile(data, 'utf8')).flatMap(({ text, urgency }) =>
    urgency === undefined ? [] : [{ isHigh: urgency === 'high', value: judgeUrgency(text).value }],
  );
  const scores = Float64Array.from(answers, ({ value }) => value);
  const truth = answers.map(({ isHigh }) => isHigh);
  const said = answers.filter(({ value }) => value >= URGENT);
  const high = answers.filter(({ isHigh }) => isHigh);
  const both = said.filter(({ isHigh }) => isHigh).length;
  const metrics: Record<string, Measured> = {
    auroc: bootstrap(answers.length, (rows) => auroc(scores, truth, rows), createSeededRandom(1)),
    precision: toShare(both, said.length),
    recall: toShare(both, high.length),
    prior: toShare(high.length, answers.length),
  };
  return metrics;
};
