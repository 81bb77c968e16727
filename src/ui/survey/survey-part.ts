import english from '../../i18n/messages/survey.en.json';
import { mountSurvey } from './mount-survey.tsx';
import { Rating } from './Rating.tsx';
import css from './survey.css?inline';
import { surveysOf } from './surveys-of.ts';

/** Surveys: the panel's view, the card over the page's corner, and what brings them up. A chunk of its own. */
export const surveyPart = { Rating, mountSurvey, surveysOf, css, english };

export type SurveyPart = typeof surveyPart;
