import { Icon } from '../../../parts/Icon.tsx';
import { Skeleton } from '../../../parts/Skeleton.tsx';
import { useApp } from '../../context.ts';

/** Articles for this page, while the box is empty. */
export function Suggestions() {
  const app = useApp();
  const { state } = app;
  const t = state.t.value;
  if (state.knowledge.value.kind === 'loading') return <Skeleton lines={5} label={t('panel.loading')} />;
  if (state.suggested.value.length === 0) return null;
  return (
    <section aria-labelledby="helplet-suggested">
      <h3 id="helplet-suggested" class="section-title">
        {t('home.suggested')}
      </h3>
      <ul class="rows">
        {state.suggested.value.map((article) => (
          <li key={article.id}>
            <button
              type="button"
              class="row"
              lang={article.lang}
              onClick={() => app.go({ kind: 'article', id: article.id, lang: article.lang })}
            >
              <Icon name="article" />
              <span>{article.title}</span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
