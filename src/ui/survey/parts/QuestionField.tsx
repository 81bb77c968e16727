import type { AppTranslate, MessageKey } from '../../../app/messages.ts';
import { readLocalText } from '../../../surveys/local-text.ts';
import type { Answer } from '../../../surveys/question-kinds/question-kind.ts';
import type { SurveyKind } from '../../../surveys/question-kinds/registry.ts';
import type { Question } from '../../../surveys/survey.ts';
import { choice } from './choice.ts';
import { faces } from './faces.tsx';
import type { Look, LookInput } from './look.ts';
import { RadioGroup } from './RadioGroup.tsx';
import { scale } from './scale.ts';
import { stars } from './stars.tsx';
import { thumbs } from './thumbs.tsx';

export interface QuestionFieldProps {
  readonly question: Question;
  /** Id of the question's text. */
  readonly labelledBy: string;
  readonly chosen: Answer | undefined;
  readonly onChoose: (value: Answer) => void;
  readonly t: AppTranslate;
  /** Of the site's own texts, BCP 47. */
  readonly lang: string;
}

type PointKind = Exclude<SurveyKind, 'text'>;

const looks: Readonly<Record<PointKind | 'stars', (input: LookInput) => Look>> = {
  csat: faces,
  stars,
  nps: scale,
  ces: scale,
  thumbs,
  choice,
};

const endKeys: Readonly<Partial<Record<SurveyKind, readonly [low: MessageKey, high: MessageKey]>>> = {
  csat: ['rating.1', 'rating.5'],
  nps: ['survey.nps.low', 'survey.nps.high'],
  ces: ['survey.ces.low', 'survey.ces.high'],
  thumbs: ['survey.thumbs.no', 'survey.thumbs.yes'],
};

/** The way to answer a question by choosing. */
export function QuestionField({ question, labelledBy, chosen, onChoose, t, lang }: QuestionFieldProps) {
  const { kind, style } = question;
  if (kind === 'text') return null; // answered in the field for the visitor's own words
  const ours = endKeys[kind]?.map((key) => t(key)) ?? [];
  const [low, high] = [question.low, question.high].map((text, at) => readLocalText(text, lang) ?? ours[at] ?? '') as [
    string,
    string,
  ]; // map keeps the length
  const look = looks[kind === 'csat' && style === 'stars' ? style : kind];
  const { name, points, hasEnds } = look({ question, chosen, low, high, t, lang });
  return (
    <>
      <RadioGroup {...{ labelledBy, points, chosen, onChoose }} class={`survey-${name}`} />
      {hasEnds && (
        // Said with the points at the ends, too.
        <div class="survey-ends" aria-hidden="true">
          <span>{low}</span>
          <span>{high}</span>
        </div>
      )}
    </>
  );
}
