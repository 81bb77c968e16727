/** What needs escaping: quotes, backslashes, control characters and lone surrogates (as `JSON.stringify` does). */
const ESCAPED = /["\\]|[^ -\u{10ffff}]|\p{Cs}/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * JSON of plain data: what `JSON.stringify` gives on an untouched page. It never looks for `toJSON`, which libraries
 * such as Prototype.js add to arrays and strings, so that the wire stays valid whatever the host page loads.
 * @returns `null` for values JSON has no form for; in objects they are left out
 */
export function encodeJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : encodeObject(value);
    default:
      return 'null';
  }
}

function encodeObject(value: object): string {
  let out = '';
  // Plain loops: a host page may have replaced map and join.
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) out += (index > 0 ? ',' : '') + encodeJson(value[index]);
    return `[${out}]`;
  }
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined || typeof member === 'function' || typeof member === 'symbol') continue;
    out += `${(out && ',') + quote(key)}:${encodeJson(member)}`;
  }
  return `{${out}}`;
}

function quote(text: string): string {
  return `"${text.replace(ESCAPED, escapeOne)}"`;
}

function escapeOne(char: string): string {
  return SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
