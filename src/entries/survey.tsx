export { surveyPart as part } from '../ui/survey/survey-part.ts';
