import { MIN_ANSWERS, type RatingSummary, type VoteSummary } from '../summarise-ratings.ts';
import type { Texts } from '../texts.ts';

/** Votes "did this help?" by article, with the helpful share where there are enough of them. */
export function VotesCard({ texts, summary }: { readonly texts: Texts; readonly summary: RatingSummary }) {
  const { t } = texts;
  const { articles, answers } = summary;
  const hasVotes = articles.length > 0 || answers.n > 0;
  return (
    <section class="card" aria-labelledby="votes-title">
      <h2 id="votes-title">{t('votes.title')}</h2>
      {!hasVotes && <p class="note">{t('votes.none')}</p>}
      {hasVotes && (
        <>
          <table class="votes">
            <thead>
              <tr>
                <th scope="col">{t('votes.article')}</th>
                <th scope="col" class="number">
                  {t('votes.helpful')}
                </th>
                <th scope="col" class="number">
                  {t('votes.votes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {articles.map(({ article, ...votes }) => (
                <VoteRow key={article} texts={texts} name={article} votes={votes} />
              ))}
              {answers.n > 0 && <VoteRow texts={texts} name={t('votes.answers')} votes={answers} />}
            </tbody>
          </table>
          <details>
            <summary>{t('csat.how')}</summary>
            <p>{t('votes.how')}</p>
          </details>
        </>
      )}
    </section>
  );
}

interface VoteRowProps {
  readonly texts: Texts;
  readonly name: string;
  readonly votes: VoteSummary;
}

function VoteRow({ texts, name, votes }: VoteRowProps) {
  const { t, percent } = texts;
  const { helpful, n, interval } = votes;
  return (
    <tr>
      <th scope="row" dir="auto">
        {name}
      </th>
      <td class="number">
        {n < MIN_ANSWERS || !interval ? (
          <span class="faint">{t('votes.tooFew')}</span>
        ) : (
          <>
            {percent(helpful / n)}{' '}
            <span class="note">{t('csat.interval', { lo: percent(interval.lo), hi: percent(interval.hi) })}</span>
          </>
        )}
      </td>
      <td class="number">{t('votes.of', { helpful, n })}</td>
    </tr>
  );
}
