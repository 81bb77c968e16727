import { type HtmlToken, scanHtml } from './scan-html.ts';

export interface HtmlArticle {
  /** The first `h1`, otherwise the document's title. */
  readonly title?: string;
  readonly lang?: string;
  readonly body: string;
}

/** Parts of a page that are not the article. */
const DROPPED = new Set(['nav', 'header', 'footer', 'aside', 'form', 'button', 'select', 'head']);
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'main', 'ul', 'ol', 'table', 'blockquote', 'figure', 'dl']);
const INLINE: Readonly<Record<string, string>> = {
  strong: '**',
  b: '**',
  em: '*',
  i: '*',
  del: '~~',
  s: '~~',
  code: '`',
};
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'source']);

/** Where the conversion stands. */
interface Writer {
  out: string;
  title: string;
  documentTitle: string;
  lang: string;
  /** Open tags whose content is dropped, or `title`. */
  dropped: string[];
  heading: number;
  readonly lists: { readonly ordered: boolean; items: number }[];
  readonly links: string[];
  quotes: number;
  cells: number;
  rows: number;
  isPre: boolean;
}

/**
 * The article of an HTML page as Markdown: headings, paragraphs, lists, links, images, code, quotes and tables.
 * Scripts, styles, navigation, forms and comments are dropped.
 */
export function htmlToMarkdown(html: string): HtmlArticle {
  const writer: Writer = {
    out: '',
    title: '',
    documentTitle: '',
    lang: '',
    dropped: [],
    heading: 0,
    lists: [],
    links: [],
    quotes: 0,
    cells: 0,
    rows: 0,
    isPre: false,
  };
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') writeText(writer, token.text);
    else if (writer.dropped.length > 0) trackDropped(writer, token);
    else if (token.kind === 'open') openTag(writer, token.name, token.attributes);
    else closeTag(writer, token.name);
  }
  const title = collapse(writer.title) || collapse(writer.documentTitle);
  const body = writer.out
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { ...(title ? { title } : {}), ...(writer.lang ? { lang: writer.lang } : {}), body };
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function trackDropped(writer: Writer, token: HtmlToken): void {
  if (token.kind === 'open' && token.name === 'title') writer.dropped.push('title');
  else if (token.kind === 'open' && DROPPED.has(token.name)) writer.dropped.push(token.name);
  else if (token.kind === 'close') {
    const at = writer.dropped.lastIndexOf(token.name);
    if (at !== -1) writer.dropped.length = at;
  }
}

function writeText(writer: Writer, text: string): void {
  const dropped = writer.dropped.at(-1);
  if (dropped === 'title') writer.documentTitle += text;
  if (dropped !== undefined) return;
  if (writer.heading === 1 && writer.rows === 0) writer.title += text;
  else if (writer.isPre) writer.out += text;
  else {
    const words = text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<|]/g, '\\$&');
    writer.out += /\s$/.test(writer.out) || writer.out === '' ? words.trimStart() : words;
  }
}

function openTag(writer: Writer, name: string, attributes: Readonly<Record<string, string>>): void {
  const level = Number(/^h([1-6])$/.exec(name)?.[1] ?? 0);
  const list = writer.lists.at(-1);
  if (name === 'html') writer.lang = attributes.lang ?? '';
  else if (name === 'title' || DROPPED.has(name)) writer.dropped.push(name);
  else if (level > 0) {
    writer.heading = writer.title === '' ? level : Math.max(2, level);
    if (writer.heading > 1) startBlock(writer, `${'#'.repeat(writer.heading)} `);
  } else if (name === 'li' && list) {
    list.items++;
    startLine(writer, `${'  '.repeat(writer.lists.length - 1)}${list.ordered ? `${list.items}.` : '-'} `);
  } else if (name === 'ul' || name === 'ol') {
    if (writer.lists.length === 0) startBlock(writer, '');
    writer.lists.push({ ordered: name === 'ol', items: 0 });
  } else if (name === 'pre') {
    startBlock(writer, '```\n');
    writer.isPre = true;
  } else if (name === 'blockquote') {
    writer.quotes++;
    startBlock(writer, '');
  } else if (name === 'tr') {
    startLine(writer, '| ');
    writer.cells = 0;
    writer.rows++;
  } else if (name === 'br') writer.out += writer.isPre ? '\n' : '\\\n';
  else if (name === 'hr') startBlock(writer, '---\n\n');
  else if (name === 'img') writer.out += `![${attributes.alt ?? ''}](${attributes.src ?? ''})`;
  else if (name === 'a') {
    writer.links.push(attributes.href ?? '');
    if (attributes.href) writer.out += '[';
  } else if (BLOCKS.has(name) && writer.lists.length === 0) startBlock(writer, '');
  else if (!writer.isPre && !VOID.has(name)) writer.out += INLINE[name] ?? '';
}

function closeTag(writer: Writer, name: string): void {
  if (/^h[1-6]$/.test(name)) {
    writer.heading = 0;
    startBlock(writer, '');
  } else if (name === 'ul' || name === 'ol') {
    writer.lists.pop();
    if (writer.lists.length === 0) startBlock(writer, '');
  } else if (name === 'pre') {
    writer.isPre = false;
    writer.out += writer.out.endsWith('\n') ? '```\n\n' : '\n```\n\n';
  } else if (name === 'blockquote') {
    startBlock(writer, '');
    writer.quotes = Math.max(0, writer.quotes - 1);
    startBlock(writer, '');
  } else if (name === 'td' || name === 'th') {
    writer.cells++;
    writer.out = `${writer.out.trimEnd()} | `;
  } else if (name === 'tr') {
    writer.out += writer.rows === 1 ? `\n|${' --- |'.repeat(writer.cells)}\n` : '\n';
  } else if (name === 'table') {
    writer.rows = 0;
    startBlock(writer, '');
  } else if (name === 'a') {
    const href = writer.links.pop();
    if (href) writer.out += `](${/[\s()]/.test(href) ? `<${href}>` : href})`;
  } else if (BLOCKS.has(name) && writer.lists.length === 0) startBlock(writer, '');
  else if (!writer.isPre) writer.out += INLINE[name] ?? '';
}

/** Begins a new line with `prefix`. */
function startLine(writer: Writer, prefix: string): void {
  const text = writer.out.trimEnd();
  writer.out = text === '' ? prefix : `${text}\n${prefix}`;
}

/** Begins a new paragraph with `prefix`, inside the quotes that are open. */
function startBlock(writer: Writer, prefix: string): void {
  const text = writer.out.replace(/(?:\s|> ?)+$/, '');
  const quote = '> '.repeat(writer.quotes);
  writer.out = text === '' ? quote + prefix : `${text}\n\n${quote}${prefix}`;
}
