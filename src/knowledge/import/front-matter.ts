export type FrontMatter =
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>>; readonly body: string }
  | { readonly kind: 'problem'; readonly line: number; readonly problem: string };

/**
 * The lines between `---` at the start of a Markdown file. A small part of YAML: `key: text`, quoted text,
 * `[a, b]` and `- item` lists, `#` comments. Every value is a text or a list of texts.
 */
export function readFrontMatter(text: string): FrontMatter {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
  if (lines[0]?.trimEnd() !== '---') return { kind: 'fields', fields: {}, body: lines.join('\n') };
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  if (end === -1) return { kind: 'problem', line: 1, problem: 'the front matter has no closing "---"; add it' };
  const fields: Record<string, unknown> = {};
  let list: string[] | null = null;
  for (const [index, line] of lines.slice(1, end).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    const [, key, value] = /^([\w-]+):(?:\s+(.*))?$/.exec(line) ?? [];
    if (item !== undefined && list) list.push(unquote(item));
    else if (key === undefined) {
      return {
        kind: 'problem',
        line: index + 2,
        problem: 'is neither "key: value" nor "- item"; correct the front matter',
      };
    } else {
      list = value === undefined || value.trim() === '' ? [] : null;
      fields[key] = list ?? readValue(value ?? '');
    }
  }
  return { kind: 'fields', fields, body: lines.slice(end + 1).join('\n') };
}

function readValue(value: string): string | readonly string[] {
  const inside = /^\[(.*)\]$/.exec(value.trim())?.[1];
  if (inside === undefined) return unquote(value);
  const items = inside.match(/\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^,]+)/g) ?? [];
  return items.map(unquote).filter((item) => item !== '');
}

function unquote(value: string): string {
  const text = value.trim();
  const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')$/.exec(text) ?? [];
  if (double !== undefined) return double.replace(/\\(["\\])/g, '$1');
  return single === undefined ? text.replace(/\s#.*$/, '').trimEnd() : single.replace(/''/g, "'");
}
