import type { CsatScore } from '../../insights/csat-score.ts';
import { FEW_ANSWERS, MIN_ANSWERS } from '../summarise-ratings.ts';
import type { Texts } from '../texts.ts';
import { ShareBar } from './ShareBar.tsx';

/** Customer satisfaction: the share of good answers with its interval, the mean, and how answers are distributed. */
export function CsatCard({ texts, score }: { readonly texts: Texts; readonly score: CsatScore | null }) {
  const { t } = texts;
  return (
    <section class="card" aria-labelledby="csat-title">
      <h2 id="csat-title">{t('csat.title')}</h2>
      {score === null ? (
        <p class="note">{t('csat.none')}</p>
      ) : (
        <>
          {score.n < MIN_ANSWERS ? <TooFew texts={texts} n={score.n} /> : <Figures texts={texts} score={score} />}
          <table class="distribution">
            <caption class="hidden">{t('csat.distribution')}</caption>
            <thead class="hidden">
              <tr>
                <th scope="col">{t('csat.score')}</th>
                <td />
                <th scope="col">{t('votes.votes')}</th>
              </tr>
            </thead>
            <tbody>
              {score.counts.map((count, index) => (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  <td class="bar">
                    <ShareBar share={count / score.n} />
                  </td>
                  <td class="number">{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details>
            <summary>{t('csat.how')}</summary>
            <p>{t('csat.howText')}</p>
          </details>
        </>
      )}
    </section>
  );
}

function TooFew({ texts, n }: { readonly texts: Texts; readonly n: number }) {
  const { t } = texts;
  return (
    <div class="figures">
      <p class="faint figure">{t('csat.tooFew')}</p>
      <p class="note">
        {t('csat.answers', { count: n })}. {t('csat.tooFewHint', { min: MIN_ANSWERS })}
      </p>
    </div>
  );
}

function Figures({ texts, score }: { readonly texts: Texts; readonly score: CsatScore }) {
  const { t, percent, decimal } = texts;
  const { share, interval, mean, n } = score;
  return (
    <>
      <dl class="figures">
        <div>
          <dt>{t('csat.share')}</dt>
          <dd class="figure">{percent(share)}</dd>
          <dd class="note">{t('csat.interval', { lo: percent(interval.lo), hi: percent(interval.hi) })}</dd>
        </div>
        <div>
          <dt>{t('csat.mean')}</dt>
          <dd class="figure">
            {decimal(mean)} <small>{t('csat.scale')}</small>
          </dd>
          <dd class="note">{t('csat.answers', { count: n })}</dd>
        </div>
      </dl>
      {n < FEW_ANSWERS && <p class="warning">{t('csat.few')}</p>}
    </>
  );
}
