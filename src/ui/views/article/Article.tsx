import { canSend } from '../../../app/requests.ts';
import type { ArticleReply } from '../../../engine/protocol.ts';
import { directionOf, matchLocale } from '../../../i18n/locale.ts';
import { Markdown } from '../../../parts/Markdown.tsx';
import { outline } from '../../../parts/outline.ts';
import { Skeleton } from '../../../parts/Skeleton.tsx';
import { useApp } from '../../context.ts';
import { ArticleRows } from '../ArticleRows.tsx';
import { formatDate } from '../format-date.ts';
import { ArticleVote } from './ArticleVote.tsx';
import { Contents } from './Contents.tsx';
import { useArticle } from './use-article.ts';

/** Fewer headings are found at a glance. */
const MIN_CONTENTS = 4;

export interface ArticleProps {
  readonly id: string;
  readonly lang: string | undefined;
}

/** One article, its other languages, its vote and what is related. */
export function Article({ id, lang }: ArticleProps) {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  const shown = useArticle(id, lang ?? state.lang.value);
  if (shown.kind === 'loading') return <Skeleton lines={8} label={t('panel.loading')} />;
  if (shown.kind !== 'ready') {
    return (
      <div class="notice" role="alert">
        <p>{t(shown.kind === 'missing' ? 'article.missing' : 'kb.failed')}</p>
        <button type="button" class="button" onClick={() => app.reset({ kind: 'home' })}>
          {t('done.home')}
        </button>
      </div>
    );
  }
  return <ReadyArticle article={shown.article} />;
}

function ReadyArticle({ article }: { readonly article: ArticleReply }) {
  const app = useApp();
  const { state, knowledge } = app;
  const t = state.t.value;
  const others = article.langs.filter((lang) => lang !== article.lang);
  const headings = outline(article.blocks);
  return (
    <article class="article" lang={article.lang}>
      <h2 tabIndex={-1} data-focus="view" dir={directionOf(article.lang)}>
        {article.title}
      </h2>
      {(article.updated || others.length > 0) && (
        <p class="meta" lang={state.textLang.value}>
          {article.updated && (
            <span>{t('article.updated', { date: formatDate(article.updated, state.textLang.value) })}</span>
          )}
          {others.length > 0 && (
            <span class="languages" role="group" aria-label={t('article.language')}>
              {others.map((lang) => (
                <button
                  key={lang}
                  type="button"
                  class="quiet"
                  lang={lang}
                  onClick={() => void knowledge.openArticle({ id: article.id, lang })}
                >
                  {languageName(lang)}
                </button>
              ))}
            </span>
          )}
        </p>
      )}
      {headings.length >= MIN_CONTENTS && <Contents headings={headings} lang={article.lang} />}
      <Markdown
        blocks={article.blocks}
        dir={directionOf(article.lang)}
        onArticle={(id) => app.go({ kind: 'article', id })}
        texts={{
          copy: t('article.copy'),
          copied: t('article.copied'),
          newTab: t('article.newTab'),
          table: t('article.table'),
          zoom: t('article.zoom'),
          close: t('article.zoomClose'),
        }}
      />
      <footer lang={state.textLang.value}>
        {canSend(app) && state.consent.value === 'granted' && (
          <ArticleVote key={state.visitorTurn.value} app={app} article={article} />
        )}
        {article.related.length > 0 && (
          <ArticleRows id="helplet-related" title={t('article.related')} articles={article.related} />
        )}
      </footer>
    </article>
  );
}

/** A language in its own words: "中文", "English"; the tag itself where it is none. */
function languageName(lang: string): string {
  try {
    const names = new Intl.DisplayNames([lang], { type: 'language' });
    return names.of(matchLocale(lang, ['en', 'zh']) ?? lang) ?? lang;
  } catch {
    return lang; // a knowledge base can hold any text as a language
  }
}
