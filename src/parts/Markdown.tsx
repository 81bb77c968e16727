import type { ComponentChildren, JSX } from 'preact';
import type { Block, Inline } from '../text/markdown.ts';
import { toSafeUrl } from '../text/to-safe-url.ts';
import { CodeBlock, type CodeTexts } from './CodeBlock.tsx';
import { Icon } from './Icon.tsx';

export interface MarkdownProps {
  readonly blocks: readonly Block[];
  /** Direction of the article's language, which need not be the interface's. */
  readonly dir: 'ltr' | 'rtl';
  /** Opens another article; called with what follows the `#` of a link. */
  readonly onArticle: (id: string) => void;
  readonly texts: CodeTexts & { readonly newTab: string };
}

/** Nodes from parsed markdown. Every address passes `toSafeUrl` here; no HTML string exists on the way. */
export function Markdown(props: MarkdownProps) {
  return (
    <div class="markdown" dir={props.dir}>
      {props.blocks.map((block, index) => renderBlock(block, index, props))}
    </div>
  );
}

/** An article's own title is the panel's `h2`, so its headings start at 3. */
const headingTags = ['h3', 'h3', 'h3', 'h4', 'h5', 'h6', 'h6'] as const;

function renderBlock(block: Block, key: number, props: MarkdownProps): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{renderInlines(block.children, props)}</p>;
    case 'heading': {
      const Heading = headingTags[block.level];
      return <Heading key={key}>{renderInlines(block.children, props)}</Heading>;
    }
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>{item.map((child, at) => renderListChild(child, at, props))}</li>
      ));
      return block.ordered ? (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
    case 'code':
      return <CodeBlock key={key} text={block.text} texts={props.texts} />;
    case 'quote':
      return <blockquote key={key}>{block.children.map((child, at) => renderBlock(child, at, props))}</blockquote>;
    case 'table':
      return renderTable(block, key, props);
    case 'rule':
      return <hr key={key} />;
  }
}

/** A list item that is one paragraph needs no paragraph of its own. */
function renderListChild(block: Block, key: number, props: MarkdownProps): ComponentChildren {
  return block.kind === 'paragraph' ? (
    <span key={key}>{renderInlines(block.children, props)}</span>
  ) : (
    renderBlock(block, key, props)
  );
}

function renderTable(block: Extract<Block, { kind: 'table' }>, key: number, props: MarkdownProps): JSX.Element {
  const align = (column: number) => `align-${block.align[column] ?? 'start'}`;
  return (
    // A wide table scrolls by itself, so the keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, scrollable regions need focus
    <div class="table" key={key} tabIndex={0} role="group">
      <table>
        <thead>
          <tr>
            {block.head.map((cell, column) => (
              <th key={column} scope="col" class={align(column)}>
                {renderInlines(cell, props)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={align(column)}>
                  {renderInlines(cell, props)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function renderInlines(inlines: readonly Inline[], props: MarkdownProps): ComponentChildren {
  return inlines.map((inline, key) => renderInline(inline, key, props));
}

function renderInline(inline: Inline, key: number, props: MarkdownProps): ComponentChildren {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return <code key={key}>{inline.text}</code>;
    case 'strong':
      return <strong key={key}>{renderInlines(inline.children, props)}</strong>;
    case 'em':
      return <em key={key}>{renderInlines(inline.children, props)}</em>;
    case 'del':
      return <del key={key}>{renderInlines(inline.children, props)}</del>;
    case 'break':
      return <br key={key} />;
    case 'image': {
      const src = toSafeUrl(inline.src, { images: true });
      return src ? <img key={key} src={src} alt={inline.alt} loading="lazy" /> : inline.alt;
    }
    case 'link':
      return renderLink(inline, key, props);
  }
}

function renderLink(link: Extract<Inline, { kind: 'link' }>, key: number, props: MarkdownProps): ComponentChildren {
  const href = toSafeUrl(link.href);
  const children = renderInlines(link.children, props);
  if (href === null) return children;
  if (href.startsWith('#')) {
    const id = safeDecode(href.slice(1));
    return (
      <a
        key={key}
        href={href}
        onClick={(event) => {
          event.preventDefault();
          props.onArticle(id);
        }}
      >
        {children}
      </a>
    );
  }
  return (
    <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      <Icon name="external" />
      <span class="visually-hidden"> ({props.texts.newTab})</span>
    </a>
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % in an id: take it as it stands
  }
}
