import { Skeleton } from '../../../parts/Skeleton.tsx';
import { useApp } from '../../context.ts';
import { ArticleRows } from '../ArticleRows.tsx';

/** Articles for this page, while the box is empty. */
export function Suggestions() {
  const { state } = useApp();
  const t = state.t.value;
  if (state.knowledge.value.kind === 'loading') return <Skeleton lines={5} label={t('panel.loading')} />;
  if (state.suggested.value.length === 0) return null;
  return <ArticleRows id="helplet-suggested" title={t('home.suggested')} articles={state.suggested.value} />;
}
