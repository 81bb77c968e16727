import type { RatingRecord } from '../records.ts';
import type { Texts } from '../texts.ts';
import { pathOf } from '../ticket-fields.ts';

/** Ratings shown one by one. */
const SHOWN = 50;

export interface RatingFeedProps {
  readonly texts: Texts;
  /** Newest first. */
  readonly ratings: readonly RatingRecord[];
  readonly arrived: ReadonlySet<number>;
}

/** The latest ratings, each with its comment. */
export function RatingFeed({ texts, ratings, arrived }: RatingFeedProps) {
  return (
    <section class="card feed" aria-labelledby="feed-title">
      <h2 id="feed-title">{texts.t('feed.title')}</h2>
      <ol>
        {ratings.slice(0, SHOWN).map((rating) => (
          <li key={rating.seq} data-new={arrived.has(rating.seq)}>
            <p>{describe(rating, texts)}</p>
            {commentOf(rating) !== '' && (
              <p class="comment" lang={rating.data.lang} dir="auto">
                {commentOf(rating)}
              </p>
            )}
            <p class="note">
              <time dateTime={rating.receivedAt}>{texts.dateTime(rating.receivedAt)}</time> {pathOf(rating.data.page)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function describe(rating: RatingRecord, { t }: Texts): string {
  switch (rating.type) {
    case 'helplet.survey.answered': {
      const { kind, answers } = rating.data;
      return kind === 'csat' && typeof answers.score === 'number'
        ? t('feed.csat', { score: answers.score })
        : t('feed.survey');
    }
    case 'helplet.article.rated':
      return t(rating.data.helpful ? 'feed.helpful' : 'feed.unhelpful', { article: rating.data.article });
    case 'helplet.answer.rated':
      return t(rating.data.helpful ? 'feed.answerHelpful' : 'feed.answerUnhelpful');
  }
}

function commentOf(rating: RatingRecord): string {
  return (rating.type === 'helplet.survey.answered' ? rating.data.comment : rating.data.reason) ?? '';
}
