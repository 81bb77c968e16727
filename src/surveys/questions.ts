import type { Answer } from './question-kinds/question-kind.ts';
import { questionKinds } from './question-kinds/registry.ts';
import type { Condition, Question, Survey } from './survey.ts';

/** Answers by question id. */
export type Answers = Readonly<Record<string, Answer>>;

/** What is to be seen of a survey, given the answers so far. */
export interface Asked {
  /** In order; all but the last are answered. */
  readonly questions: readonly Question[];
  /** The question for the visitor's own words; null until everything before it is chosen. */
  readonly comment: Question | null;
  /** The answers that belong to these questions: one that was on a way not taken in the end is left out. */
  readonly answers: Answers;
}

const plainComment: Question = { id: 'comment', kind: 'text', options: [], followUps: [] };

/** Follows the answers through a survey's branches. */
export function followQuestions(survey: Survey, given: Answers): Asked {
  const questions: Question[] = [];
  const answers: Record<string, Answer> = {};
  let next: Question | undefined = survey.first;
  while (next && next.kind !== 'text') {
    const question: Question = next;
    questions.push(question);
    const answer = Object.hasOwn(given, question.id) ? given[question.id] : undefined;
    if (answer === undefined || !isAnswerTo(question, answer)) return { questions, comment: null, answers };
    answers[question.id] = answer;
    next = question.followUps.find(({ when }) => fits(when, answer))?.question;
  }
  return { questions, comment: next ?? plainComment, answers };
}

export function isAnswerTo({ kind, options }: Question, answer: unknown): boolean {
  return questionKinds[kind].isValid(
    answer,
    options.map(({ value }) => value),
  );
}

function fits({ min, max, equals }: Condition, answer: Answer): boolean {
  if (equals !== undefined && equals !== answer) return false;
  if (min === undefined && max === undefined) return true;
  return typeof answer === 'number' && answer >= (min ?? -Infinity) && answer <= (max ?? Infinity);
}
