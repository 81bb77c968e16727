import { toSafeUrl } from '../../text/index.ts';
import type { Finding, LintedArticle, LintRule } from './finding.ts';
import { walkBlocks, walkInlines } from './walk-blocks.ts';

/** Links to an article: `#refund`, or `refund` alone. */
const ARTICLE_LINK = /^#?([\w-]+)$/;
const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/i;

export const brokenLink: LintRule = (articles) => {
  const ids = new Set(articles.map(({ article }) => article.id));
  return articles.flatMap((article) =>
    Array.from(walkInlines(article.blocks)).flatMap((inline) => {
      const id = inline.kind === 'link' ? ARTICLE_LINK.exec(inline.href)?.[1] : undefined;
      if (id === undefined || ids.has(id)) return [];
      return [toFinding('broken-link', 'error', article, `it links to "${id}", which is no article; correct the link`)];
    }),
  );
};

/** Addresses that the widget will not set on a link or an image. */
export const unsafeLink: LintRule = (articles) =>
  articles.flatMap((article) =>
    Array.from(walkInlines(article.blocks)).flatMap((inline) => {
      const address = inline.kind === 'link' ? inline.href : inline.kind === 'image' ? inline.src : undefined;
      if (address === undefined || toSafeUrl(address, { images: inline.kind === 'image' }) !== null) return [];
      const shown = JSON.stringify(address.slice(0, 60));
      const message = `the address ${shown} is not shown to visitors; use https:, http:, mailto:, tel: or a relative one`;
      return [toFinding('unsafe-link', 'error', article, message)];
    }),
  );

/** Screen readers list headings by level: a gap reads like a missing section. */
export const headingJump: LintRule = (articles) =>
  articles.flatMap((article) => {
    const levels = Array.from(walkBlocks(article.blocks)).flatMap((block) =>
      block.kind === 'heading' ? [block.level] : [],
    );
    const jump = levels.findIndex((level, index) => index > 0 && level > (levels[index - 1] ?? level) + 1);
    if (jump === -1) return [];
    const message = `a level ${levels[jump]} heading follows one of level ${levels[jump - 1]}; do not leave levels out`;
    return [toFinding('heading-jump', 'warning', article, message)];
  });

export const imageWithoutAlt: LintRule = (articles) =>
  articles.flatMap((article) =>
    Array.from(walkInlines(article.blocks)).flatMap((inline) =>
      inline.kind === 'image' && inline.alt.trim() === ''
        ? [
            toFinding(
              'image-alt',
              'warning',
              article,
              `the image "${inline.src.slice(0, 60)}" has no text; say what it shows`,
            ),
          ]
        : [],
    ),
  );

/** HTML is shown as it is written, never interpreted. */
export const rawHtml: LintRule = (articles) =>
  articles.flatMap((article) => {
    const tag = Array.from(walkInlines(article.blocks), (inline) =>
      inline.kind === 'text' ? TAG.exec(inline.text)?.[0] : undefined,
    );
    const [first] = tag.filter((found) => found !== undefined);
    if (first === undefined) return [];
    const message = `visitors will see the tag "${first.slice(0, 40)}" as text; write Markdown, or put it between backticks`;
    return [toFinding('raw-html', 'warning', article, message)];
  });

function toFinding(rule: string, severity: Finding['severity'], { article }: LintedArticle, message: string): Finding {
  return { rule, severity, article: article.id, message };
}
