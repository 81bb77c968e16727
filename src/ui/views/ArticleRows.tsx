import type { ArticleSummary } from '../../engine/protocol.ts';
import { Row } from '../../parts/Row.tsx';
import { useApp } from '../context.ts';

export interface ArticleRowsProps {
  /** Id of the heading; unique in the panel. */
  readonly id: string;
  readonly title: string;
  readonly articles: readonly ArticleSummary[];
}

/** A short list of articles under a heading, each a way into it. */
export function ArticleRows({ id, title, articles }: ArticleRowsProps) {
  const app = useApp();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} class="section-title">
        {title}
      </h3>
      <ul class="rows">
        {articles.map((article) => (
          <Row
            key={article.id}
            icon="article"
            lang={article.lang}
            onClick={() => app.go({ kind: 'article', id: article.id, lang: article.lang })}
          >
            <bdi>{article.title}</bdi>
          </Row>
        ))}
      </ul>
    </section>
  );
}
