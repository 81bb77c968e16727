import { type CsatScore, csatScore } from '../insights/csat-score.ts';
import { type Interval, wilsonInterval } from '../insights/wilson-interval.ts';
import type { RatingRecord } from './records.ts';

/** Below this a figure is not shown: it would say more about chance than about support. */
export const MIN_ANSWERS = 10;
/** Below this a figure is shown with a warning. */
export const FEW_ANSWERS = 30;

/** Votes "did this help?". `helpful` of `n`. */
export interface VoteSummary {
  readonly helpful: number;
  readonly n: number;
  /** Of the helpful share, Wilson 95 %; null without votes. */
  readonly interval: Interval | null;
}

export interface RatingSummary {
  /** Null while nobody has answered. */
  readonly csat: CsatScore | null;
  /** Most votes first. */
  readonly articles: readonly (VoteSummary & { readonly article: string })[];
  /** Votes on answers given in a conversation. */
  readonly answers: VoteSummary;
}

/**
 * The figures of a set of ratings. Of a survey that a visitor filled in step by step only the last step counts; of
 * several votes of one visitor on one article, the last one.
 */
export function summariseRatings(ratings: readonly RatingRecord[]): RatingSummary {
  const scores: number[] = [];
  const answered = new Set<string>();
  const articleVotes = new Map<string, boolean>();
  const articles = new Map<string, VoteSummary>();
  const answers: boolean[] = [];
  const newestFirst = [...ratings].sort((a, b) => b.seq - a.seq);
  for (const { type, tenant, data } of newestFirst) {
    switch (type) {
      case 'helplet.survey.answered': {
        const key = JSON.stringify([tenant, data.visitor, data.survey, data.conversation]);
        const isOvertaken = data.partial && answered.has(key); // a later step, or the whole answer, has been counted
        answered.add(key);
        const score = data.answers.score;
        if (data.kind === 'csat' && !isOvertaken && typeof score === 'number') scores.push(score);
        break;
      }
      case 'helplet.article.rated': {
        const key = JSON.stringify([tenant, data.visitor, data.article]);
        if (articleVotes.has(key)) break;
        articleVotes.set(key, data.helpful);
        const sofar = articles.get(data.article) ?? toVotes([]);
        articles.set(data.article, withVote(sofar, data.helpful));
        break;
      }
      case 'helplet.answer.rated':
        answers.push(data.helpful);
        break;
    }
  }
  return {
    csat: csatScore(scores),
    articles: [...articles]
      .map(([article, votes]) => ({ article, ...votes }))
      .sort((a, b) => b.n - a.n || (a.article < b.article ? -1 : 1)),
    answers: toVotes(answers),
  };
}

function toVotes(votes: readonly boolean[]): VoteSummary {
  const helpful = votes.filter((vote) => vote).length;
  return { helpful, n: votes.length, interval: wilsonInterval(helpful, votes.length) };
}

function withVote(votes: VoteSummary, isHelpful: boolean): VoteSummary {
  const helpful = votes.helpful + (isHelpful ? 1 : 0);
  return { helpful, n: votes.n + 1, interval: wilsonInterval(helpful, votes.n + 1) };
}
