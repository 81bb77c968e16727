/** A piece of an HTML document. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'close'; readonly name: string };

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/y;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Their content is no text and may hold anything that looks like a tag. */
const RAW = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'textarea']);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  copy: '©',
  euro: '€',
};

/**
 * Tags and texts of an HTML document in order. Tolerant and without a DOM: unclosed tags are left open, comments,
 * scripts and styles are dropped. Only for import on the developer's machine.
 */
export function* scanHtml(source: string): Generator<HtmlToken> {
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const textEnd = next === -1 ? source.length : next;
    if (textEnd > at) yield { kind: 'text', text: decodeEntities(source.slice(at, textEnd)) };
    if (next === -1) return;
    if (source.startsWith('<!', next) || source.startsWith('<?', next)) {
      at = endOfMarkup(source, next);
      continue;
    }
    TAG.lastIndex = next;
    const match = TAG.exec(source);
    if (!match) {
      yield { kind: 'text', text: '<' };
      at = next + 1;
      continue;
    }
    const [whole, slash, rawName = '', rest = ''] = match;
    const name = rawName.toLowerCase();
    at = next + whole.length;
    if (slash) yield { kind: 'close', name };
    else if (RAW.has(name)) at = rest.endsWith('/') ? at : endOfRaw(source, at, name);
    else yield { kind: 'open', name, attributes: readAttributes(rest) };
  }
}

function endOfMarkup(source: string, at: number): number {
  const closing = source.startsWith('<!--', at) ? '-->' : '>';
  const end = source.indexOf(closing, at);
  return end === -1 ? source.length : end + closing.length;
}

function endOfRaw(source: string, at: number, name: string): number {
  const closing = new RegExp(`</${name}[^>]*>`, 'gi');
  closing.lastIndex = at;
  const match = closing.exec(source);
  return match ? match.index + match[0].length : source.length;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const entries = Array.from(text.matchAll(ATTRIBUTE), ([, name = '', double, single, bare]): [string, string] => [
    name.toLowerCase(),
    decodeEntities(double ?? single ?? bare ?? ''),
  ]);
  return Object.fromEntries(entries);
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,8}));/g, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    return Object.hasOwn(ENTITIES, name ?? '') ? (ENTITIES[name] ?? whole) : whole;
  });
}
