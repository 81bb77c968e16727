import { directionOf } from '../../../i18n/locale.ts';
import type { Heading } from '../../../parts/outline.ts';
import { useApp } from '../../context.ts';

/** The table of contents of a long article. */
export function Contents({ headings, lang }: { readonly headings: readonly Heading[]; readonly lang: string }) {
  const t = useApp().state.t.value;
  return (
    <details class="contents">
      <summary>{t('article.contents')}</summary>
      <ol lang={lang} dir={directionOf(lang)}>
        {headings.map(({ id, level, text }) => (
          <li key={id} class={`level-${level}`}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                const heading = event.currentTarget.closest('article')?.querySelector<HTMLElement>(`#${id}`);
                heading?.scrollIntoView();
                heading?.focus({ preventScroll: true });
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ol>
    </details>
  );
}
