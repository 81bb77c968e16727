import { describe, expect, it } from 'vitest';
import { type RatingRecord, ratingRecordSchema } from '../../src/console/records.ts';
import { summariseRatings } from '../../src/console/summarise-ratings.ts';
import { event } from '../support/collector/events.ts';

let seq = 0;
function rating(type: string, data: Readonly<Record<string, unknown>>): RatingRecord {
  const { id, time, data: full } = event(++seq, type, data);
  return ratingRecordSchema.parse({ seq, id, tenant: 'default', type, receivedAt: time, time, data: full });
}

const csat = (score: number, more: Readonly<Record<string, unknown>> = {}) =>
  rating('helplet.survey.answered', { survey: 's', kind: 'csat', answers: { score }, partial: false, ...more });
const vote = (visitor: string, article: string, helpful: boolean) =>
  rating('helplet.article.rated', { visitor, article, helpful });

describe('summariseRatings', () => {
  it('says that there is nothing', () => {
    expect(summariseRatings([])).toEqual({ csat: null, articles: [], answers: { helpful: 0, n: 0, interval: null } });
  });

  it('computes satisfaction from CSAT answers alone', () => {
    const others = [csat(1, { kind: 'ces' }), csat(1, { answers: { score: 'very bad' } })];
    const { csat: score } = summariseRatings([...[4, 5, 3, 4, 5].map((value) => csat(value)), ...others]);
    expect(score).toMatchObject({ n: 5, share: 0.8 });
  });

  it('counts a survey answered step by step once, by its last step', () => {
    const steps = [csat(1, { partial: true }), csat(2, { partial: true }), csat(5)];
    expect(summariseRatings(steps).csat).toMatchObject({ n: 1, mean: 5 });
  });

  it('counts an answer left half-way, and a second answer of the same visitor', () => {
    expect(summariseRatings([csat(5), csat(3), csat(1, { partial: true })]).csat).toMatchObject({ n: 3, mean: 3 });
  });

  it("counts a visitor's last vote on an article", () => {
    const votes = [vote('a', 'tea', true), vote('b', 'tea', true), vote('a', 'tea', false), vote('a', 'pots', true)];
    expect(summariseRatings(votes).articles).toMatchObject([
      { article: 'tea', helpful: 1, n: 2 },
      { article: 'pots', helpful: 1, n: 1 },
    ]);
  });

  it('does not depend on the order of rows', () => {
    const votes = [vote('a', 'tea', true), vote('a', 'tea', false)];
    expect(summariseRatings([...votes].reverse())).toEqual(summariseRatings(votes));
  });
});
