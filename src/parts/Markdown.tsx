import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Block, Inline } from '../text/markdown.ts';
import { toSafeUrl } from '../text/to-safe-url.ts';
import { CodeBlock, type CodeTexts } from './CodeBlock.tsx';
import { LaterIcon } from './LaterIcon.tsx';
import { type Heading, outline } from './outline.ts';
import { ZoomedImage } from './ZoomedImage.tsx';

export interface MarkdownProps {
  readonly blocks: readonly Block[];
  /** Direction of the article's language, which need not be the interface's. */
  readonly dir: 'ltr' | 'rtl';
  /** Opens another article; called with what follows the `#` of a link. */
  readonly onArticle: (id: string) => void;
  readonly texts: CodeTexts & {
    readonly newTab: string;
    readonly table: string;
    readonly zoom: string;
    readonly close: string;
  };
}

/** What the nodes on the way down need. */
interface Context extends MarkdownProps {
  readonly headings: ReadonlyMap<Block, Heading>;
  /** Absent inside a link, which must not have a button in it. */
  readonly onZoom?: (image: Zoomed) => void;
}

interface Zoomed {
  readonly src: string;
  readonly alt: string;
  /** Gets the focus back. */
  readonly opener: HTMLElement;
}

/** Nodes from parsed markdown. Every address passes `toSafeUrl` here; no HTML string exists on the way. */
export function Markdown(props: MarkdownProps) {
  const [zoomed, setZoomed] = useState<Zoomed | null>(null);
  const headings = new Map(outline(props.blocks).map((heading) => [heading.block, heading]));
  const context: Context = { ...props, headings, onZoom: setZoomed };
  return (
    <div class="markdown" dir={props.dir}>
      {props.blocks.map((block, index) => renderBlock(block, index, context))}
      {zoomed && (
        <ZoomedImage
          {...zoomed}
          closeLabel={props.texts.close}
          onClose={() => {
            setZoomed(null);
            zoomed.opener.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
  );
}

function renderBlock(block: Block, key: number, props: Context): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return <p key={key}>{renderInlines(block.children, props)}</p>;
    case 'heading': {
      const heading = props.headings.get(block);
      const Tag = `h${heading?.level ?? 6}` as 'h3'; // to 'h6'
      return (
        <Tag key={key} id={heading?.id} tabIndex={-1}>
          {renderInlines(block.children, props)}
        </Tag>
      );
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
function renderListChild(block: Block, key: number, props: Context): ComponentChildren {
  return block.kind === 'paragraph' ? (
    <span key={key}>{renderInlines(block.children, props)}</span>
  ) : (
    renderBlock(block, key, props)
  );
}

function renderTable(block: Extract<Block, { kind: 'table' }>, key: number, props: Context): JSX.Element {
  const align = (column: number) => `align-${block.align[column] ?? 'start'}`;
  return (
    // A wide table scrolls by itself, so the keyboard must be able to reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, scrollable regions need focus
    <div class="table" key={key} tabIndex={0} role="group" aria-label={props.texts.table}>
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

function renderInlines(inlines: readonly Inline[], props: Context): ComponentChildren {
  return inlines.map((inline, key) => renderInline(inline, key, props));
}

function renderInline(inline: Inline, key: number, props: Context): ComponentChildren {
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
      return src ? renderImage({ src, alt: inline.alt }, key, props) : inline.alt;
    }
    case 'link':
      return renderLink(inline, key, props);
  }
}

/** Where there is no button, the link around it leads on. */
function renderImage({ src, alt }: Pick<Zoomed, 'src' | 'alt'>, key: number, { onZoom, texts }: Context): JSX.Element {
  const image = <img key={key} src={src} alt={alt} loading="lazy" />;
  if (!onZoom) return image;
  return (
    <button key={key} type="button" class="zoom" onClick={(event) => onZoom({ src, alt, opener: event.currentTarget })}>
      {image}
      <span class="visually-hidden"> ({texts.zoom})</span>
    </button>
  );
}

function renderLink(link: Extract<Inline, { kind: 'link' }>, key: number, props: Context): ComponentChildren {
  const href = toSafeUrl(link.href);
  const { onZoom, ...inside } = props;
  const children = renderInlines(link.children, href === null ? props : inside);
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
      <LaterIcon name="external" />
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
