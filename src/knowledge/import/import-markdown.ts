import { inlineText, parseMarkdown } from '../../text/index.ts';
import type { ImportFile } from './draft.ts';
import { readFrontMatter } from './front-matter.ts';
import { toNameParts } from './name-parts.ts';

const LISTS = ['tags', 'phrasings'];

/**
 * A Markdown file is one article. Front matter gives its fields; without it the file's name gives id and language
 * (`refund.zh.md`), and the first `# heading` the title, which then leaves the body.
 */
export const importMarkdown: ImportFile = ({ path, text }) => {
  const front = readFrontMatter(text);
  if (front.kind === 'problem') return [{ place: `${path}: line ${front.line}`, problem: front.problem }];
  const fields: Record<string, unknown> = { ...toNameParts(path), ...front.fields };
  for (const name of LISTS) if (typeof fields[name] === 'string') fields[name] = splitList(fields[name]);
  const body = front.body.trim();
  const titled = 'title' in fields ? null : takeTitle(body);
  return [{ place: path, value: { ...fields, ...(titled ?? { body }) } }];
};

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function takeTitle(body: string): { readonly title: string; readonly body: string } | null {
  const [first, ...rest] = body.split('\n');
  const [heading] = parseMarkdown(first ?? '');
  if (heading?.kind !== 'heading' || heading.level !== 1) return null;
  return { title: inlineText(heading.children), body: rest.join('\n').trim() };
}
