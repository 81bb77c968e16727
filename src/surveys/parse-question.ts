import { addProblem, createFieldReader, type FieldReader, type SurveyProblem } from './field-reader.ts';
import * as rules from './field-rules.ts';
import type { SurveyKind } from './question-kinds/registry.ts';
import type { FollowUp, Option, Question } from './survey.ts';

/** Questions below one another; an object that contains itself ends there, too. */
const MAX_DEPTH = 5;

const LEFT_OUT = 'the question is left out';

// Not read from the registry, which would tie the chunk that asks to the one that reads what a site wrote.
const kind = rules.oneOf<SurveyKind>('csat', 'nps', 'ces', 'thumbs', 'choice', 'text');
const style = rules.oneOf('faces', 'stars');

/** Where a question stands. */
export interface QuestionPlace {
  /** Names its answer; empty for a survey's first question. */
  readonly id: string;
  /** Names of answers this survey has already. */
  readonly taken: Set<string>;
  readonly depth: number;
  readonly problems: SurveyProblem[];
}

/**
 * Reads the part of a survey or follow-up that is a question.
 * @returns null where it cannot be asked; the reason is among the problems
 */
export function parseQuestion(reader: FieldReader, place: QuestionPlace): Question | null {
  const found = reader.need('kind', kind, LEFT_OUT);
  if (!found) return null;
  const options = parseOptions(reader, place.problems);
  if (found === 'choice' && options.length < 2) {
    addProblem(place.problems, reader.pathOf('options'), `must hold two or more that differ; ${LEFT_OUT}`);
    return null;
  }
  const id = unusedName(place.id || (found === 'choice' ? 'choice' : 'score'), place.taken);
  return {
    id,
    kind: found,
    question: reader.read('question', rules.localText),
    style: reader.read('style', style),
    low: reader.read('low', rules.localText),
    high: reader.read('high', rules.localText),
    options: found === 'choice' ? options : [],
    followUps: parseFollowUps(reader, { ...place, id }),
  };
}

function parseOptions(reader: FieldReader, problems: SurveyProblem[]): readonly Option[] {
  const options: Option[] = [];
  (reader.read('options', rules.list) ?? []).forEach((raw, index) => {
    const { value, label } = (rules.isRecord(raw) ? raw : { value: raw, label: raw }) as Record<string, unknown>; // checked next
    const isNew = options.every((option) => option.value !== value);
    if (rules.plainText.isValid(value) && rules.isLocalText(label) && isNew) options.push({ value, label });
    else {
      const path = `${reader.pathOf('options')}[${index}]`;
      addProblem(problems, path, 'must be a text of its own, or an object of value and label; it is left out');
    }
  });
  return options;
}

function parseFollowUps(reader: FieldReader, place: QuestionPlace): readonly FollowUp[] {
  const list = reader.read('followUps', rules.list) ?? [];
  if (list.length > 0 && place.depth >= MAX_DEPTH) {
    addProblem(place.problems, reader.pathOf('followUps'), `goes deeper than ${MAX_DEPTH} questions; it is left out`);
    return [];
  }
  return list.flatMap((raw, index) => {
    const path = `${reader.pathOf('followUps')}[${index}]`;
    if (!rules.isRecord(raw)) {
      addProblem(place.problems, path, 'must be an object of when and question; it is left out');
      return [];
    }
    const inner = createFieldReader(raw, path, place.problems);
    const when = parseWhen(inner, place.problems);
    const question = parseFollowUpQuestion(raw, inner, { ...place, id: `${place.id}.${index + 1}` });
    inner.finish();
    return question ? [{ when, question }] : [];
  });
}

function parseWhen(reader: FieldReader, problems: SurveyProblem[]): FollowUp['when'] {
  const raw = reader.read('when', rules.record);
  if (!raw) return {};
  const inner = createFieldReader(raw, reader.pathOf('when'), problems);
  const when = {
    min: inner.read('min', rules.point),
    max: inner.read('max', rules.point),
    equals: inner.read('equals', rules.answer),
  };
  inner.finish();
  return when;
}

/** A follow-up is a text, which asks for the visitor's own words, or a question like the first. */
function parseFollowUpQuestion(raw: object, reader: FieldReader, place: QuestionPlace): Question | null {
  const { question } = raw as Record<string, unknown>; // checked next
  const isNested = rules.isRecord(question) && Object.hasOwn(question, 'kind');
  if (!isNested) {
    const text = reader.need('question', rules.localText, LEFT_OUT);
    return text === undefined ? null : { id: 'comment', kind: 'text', question: text, options: [], followUps: [] };
  }
  reader.read('question', rules.record);
  const inner = createFieldReader(question, reader.pathOf('question'), place.problems);
  const id = inner.read('id', rules.name) ?? place.id;
  const parsed = parseQuestion(inner, { ...place, id, depth: place.depth + 1 });
  inner.finish();
  return parsed;
}

function unusedName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}.${number}`;
  taken.add(free);
  return free;
}
