import { readLocalText } from '../../../surveys/local-text.ts';
import type { Look, LookInput } from './look.ts';

/** The site's own options, one below the other. */
export function choice({ question, lang }: LookInput): Look {
  return {
    name: 'choice',
    points: question.options.map(({ value, label }) => ({ value, content: readLocalText(label, lang) })),
  };
}
