import { addProblem, createFieldReader, type FieldReader, type SurveyProblem } from './field-reader.ts';
import * as rules from './field-rules.ts';
import { parseQuestion } from './parse-question.ts';
import type { SiteSurvey, Trigger } from './survey.ts';

const UNTRIGGERED = 'the survey waits to be called';

const on = rules.oneOf('ticket-sent', 'article-read', 'page', 'delay', 'event');
const show = rules.oneOf('corner', 'inline');

/**
 * Reads the surveys a site has written, field by field, as `parseConfig` reads the rest: a field that cannot be used
 * is left at its default, a survey that cannot be asked is left out, and each is named in `problems`.
 */
export function parseSurveys(raw: unknown): {
  readonly surveys: readonly SiteSurvey[];
  readonly problems: readonly SurveyProblem[];
} {
  const problems: SurveyProblem[] = [];
  const surveys: SiteSurvey[] = [];
  const isList = rules.list.isValid(raw);
  if (!isList) addProblem(problems, 'surveys', `${rules.list.reason}; all are left out`);
  (isList ? raw : []).forEach((one, index) => {
    const path = `surveys[${index}]`;
    const survey = rules.isRecord(one) ? parseSurvey(createFieldReader(one, path, problems), problems) : null;
    if (!rules.isRecord(one)) addProblem(problems, path, 'must be an object; it is left out');
    else if (survey && surveys.some(({ id }) => id === survey.id))
      addProblem(problems, `${path}.id`, `must be new, but "${survey.id}" stands before; this survey is left out`);
    else if (survey) surveys.push(survey);
  });
  return { surveys, problems };
}

function parseSurvey(reader: FieldReader, problems: SurveyProblem[]): SiteSurvey | null {
  const id = reader.need('id', rules.name, 'the survey is left out');
  if (id === undefined) return null;
  const first = parseQuestion(reader, { id: '', taken: new Set(), depth: 1, problems });
  const place = reader.read('show', show);
  const target =
    place === 'inline'
      ? reader.need('target', rules.plainText, 'the survey is shown in the corner')
      : reader.read('target', rules.plainText);
  const rest = {
    trigger: parseTrigger(reader, problems) ?? null,
    sample: reader.read('sample', rules.share) ?? 1,
    waitDays: reader.read('waitDays', rules.days) ?? 30,
    globalWaitDays: reader.read('globalWaitDays', rules.days) ?? 7,
    notNowDays: reader.read('notNowDays', rules.days) ?? 60,
    maxShown: reader.read('maxShown', rules.count) ?? Infinity,
  };
  reader.finish();
  return first && { id, first, show: target === undefined ? 'corner' : (place ?? 'corner'), target, ...rest };
}

function parseTrigger(reader: FieldReader, problems: SurveyProblem[]): Trigger | undefined {
  const raw = reader.read('trigger', rules.record);
  if (!raw) return undefined;
  const inner = createFieldReader(raw, reader.pathOf('trigger'), problems);
  const found = inner.need('on', on, UNTRIGGERED);
  const trigger = {
    delayMs: inner.read('delayMs', rules.delayMs),
    path: inner.read('path', rules.plainText),
    event: found === 'event' ? inner.need('event', rules.plainText, UNTRIGGERED) : inner.read('event', rules.plainText),
  };
  inner.finish();
  return found && (found !== 'event' || trigger.event) ? { on: found, ...trigger } : undefined;
}
