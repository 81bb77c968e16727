import type { AppTranslate } from '../../../app/messages.ts';
import type { Answer } from '../../../surveys/question-kinds/question-kind.ts';
import type { Question } from '../../../surveys/survey.ts';
import type { RadioPoint } from './RadioGroup.tsx';

/** What a question's look is made of. */
export interface LookInput {
  readonly question: Question;
  readonly chosen: Answer | undefined;
  /** Words for the lowest and the highest point: the site's, else ours. */
  readonly low: string;
  readonly high: string;
  readonly t: AppTranslate;
  /** Of the site's own texts, BCP 47. */
  readonly lang: string;
}

/** How a kind of question is drawn: as what radio group. */
export interface Look {
  /** Names the look in the style sheet. */
  readonly name: 'faces' | 'stars' | 'scale' | 'thumbs' | 'choice';
  readonly points: readonly RadioPoint[];
  /** Whether the words for the ends stand below; else they are on the points. */
  readonly hasEnds?: boolean;
}
