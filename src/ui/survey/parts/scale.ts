import { questionKinds } from '../../../surveys/question-kinds/registry.ts';
import type { Look, LookInput } from './look.ts';

/** Numbers in a row, or in as many rows as the width needs. */
export function scale({ question, low, high }: LookInput): Look {
  const { min, max } = questionKinds[question.kind].range ?? { min: 0, max: 0 };
  return {
    name: 'scale',
    hasEnds: true,
    points: Array.from({ length: max - min + 1 }, (_, at) => {
      const value = min + at;
      const word = value === min ? low : value === max && high;
      return { value, label: word ? `${value}, ${word}` : undefined, content: value };
    }),
  };
}
