import { useState } from 'preact/hooks';
import type { AppTranslate } from '../../app/messages.ts';
import type { ActiveSurvey } from '../../app/survey-showing.ts';
import type { SurveyActions } from '../../app/surveys.ts';
import { followQuestions } from '../../surveys/questions.ts';
import { Comment } from './parts/Comment.tsx';
import { QuestionField } from './parts/QuestionField.tsx';
import { missingKey, questionText, sendKey } from './words.ts';

export interface SurveyFormProps {
  readonly actions: Pick<SurveyActions, 'choose' | 'answer' | 'startComment'>;
  readonly showing: ActiveSurvey;
  readonly t: AppTranslate;
  /** The visitor's language, for the site's own texts. */
  readonly lang: string;
  /** Id of the question, which also names what the form stands in. */
  readonly titleId: string;
  readonly onSkip: () => void;
}

/** A survey's question, what follows from the answer, a field for a word more, and a way past it that is as easy. */
export function SurveyForm({ actions, showing, t, lang, titleId, onSkip }: SurveyFormProps) {
  const { survey, answers, stage } = showing;
  const asked = followQuestions(survey, answers);
  const [comment, setComment] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const isChosen = Object.keys(asked.answers).length > 0;
  const isText = survey.first.kind === 'text';
  const send = () => {
    const isEmpty = isText ? comment.trim() === '' : !isChosen;
    setIsMissing(isEmpty);
    if (!isEmpty) void actions.answer(comment);
  };
  const problem = stage === 'refused' ? t('survey.notSaved') : isMissing ? t(missingKey(survey)) : '';
  return (
    <form
      class="survey"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2 id={titleId} tabIndex={-1} data-focus="view">
        {questionText(survey.first, lang, t)}
      </h2>
      {asked.questions.map((question, at) => {
        const labelledBy = at === 0 ? titleId : `${titleId}-${at}`;
        return (
          <div key={question.id} class="survey-question">
            {at > 0 && (
              <p id={labelledBy} class="survey-label">
                {questionText(question, lang, t)}
              </p>
            )}
            <QuestionField
              question={question}
              labelledBy={labelledBy}
              chosen={asked.answers[question.id]}
              onChoose={(value) => {
                setIsMissing(false);
                actions.choose(question.id, value);
              }}
              t={t}
              lang={lang}
            />
          </div>
        );
      })}
      {asked.comment && (
        <Comment
          label={asked.comment.question ? questionText(asked.comment, lang, t) : t('rating.comment')}
          labelledBy={isText ? titleId : undefined}
          value={comment}
          onInput={(value) => {
            setComment(value);
            actions.startComment();
          }}
        />
      )}
      <p class="survey-error" role="status">
        {problem}
      </p>
      {isChosen && <p class="survey-hint">{t('survey.leaving')}</p>}
      <div class="survey-actions">
        <button type="submit" class="survey-button survey-primary" aria-disabled={stage === 'sending'}>
          {t(sendKey(survey))}
        </button>
        <button type="button" class="survey-button" onClick={onSkip}>
          {t('rating.skip')}
        </button>
      </div>
    </form>
  );
}
