import type { AppTranslate, MessageKey } from '../../app/messages.ts';
import type { ActiveSurvey } from '../../app/survey-showing.ts';
import { readLocalText } from '../../surveys/local-text.ts';
import { questionKinds, type SurveyKind } from '../../surveys/question-kinds/registry.ts';
import type { Question, Survey } from '../../surveys/survey.ts';

const questionKeys: Readonly<Record<SurveyKind, MessageKey>> = {
  csat: 'rating.question',
  nps: 'survey.nps.question',
  ces: 'survey.ces.question',
  thumbs: 'survey.thumbs.question',
  choice: 'survey.choice.question',
  text: 'survey.text.question',
};

/** A question's text: the site's, else ours for its kind. */
export function questionText({ question, kind }: Question, lang: string, t: AppTranslate): string {
  return readLocalText(question, lang) ?? t(questionKeys[kind]);
}

/** What is said when nothing is chosen yet. */
export function missingKey({ first }: Survey): MessageKey {
  if (first.kind === 'text') return 'survey.write';
  return first.kind === 'csat' && first.style !== 'stars' ? 'rating.choose' : 'survey.choose';
}

/** The thanks, by what became of the answer: there are none before it is on the device. */
export function thanksKey(stage: ActiveSurvey['stage']): MessageKey | null {
  return stage === 'stored' ? 'rating.thanks' : stage === 'held' ? 'rating.thanksHeld' : null;
}

export function sendKey({ first }: Survey): MessageKey {
  return questionKinds[first.kind].range ? 'rating.send' : 'survey.send';
}
