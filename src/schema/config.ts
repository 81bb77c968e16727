// Written out, without the schema library: a page that has added to `Object.prototype` (Prototype.js and its like)
// breaks the making of its schemas, and the widget has to come up there, too.

interface Field<Value, Fallback extends Value | undefined> {
  readonly isValid: (value: unknown) => value is Value;
  /** Completes "field … , but is …". */
  readonly reason: string;
  readonly fallback: Fallback;
}

function field<Value, const Fallback extends Value | undefined>(
  isValid: (value: unknown) => value is Value,
  reason: string,
  fallback: Fallback,
): Field<Value, Fallback> {
  return { isValid, reason, fallback };
}

function matching(pattern: RegExp, reason: string, fallback?: undefined): Field<string, undefined>;
function matching(pattern: RegExp, reason: string, fallback: string): Field<string, string>;
function matching(pattern: RegExp, reason: string, fallback?: string): Field<string, string | undefined> {
  return field((value): value is string => typeof value === 'string' && pattern.test(value), reason, fallback);
}

/** One of some words; the first is the default. */
function oneOf<const Options extends readonly [string, ...string[]]>(...options: Options) {
  return field(
    (value): value is Options[number] => options.some((option) => option === value),
    `must be ${options.join(', ')}`,
    options[0] as Options[number],
  );
}

const httpUrl = field(isHttpUrl, 'must be an http(s) or relative address', undefined);
const shortText = matching(/^[\s\S]{1,60}$/, 'must be a text of 1 to 60 characters');

// Field by field and not one object: a field that cannot be used must not take the others with it.
const fields = {
  /** Address of the knowledge base: a compiled `.hkb`, JSONL or a JSON array. */
  kb: httpUrl,
  /** Where tickets and ratings go. Without it Helplet only answers. */
  endpoint: httpUrl,
  /** What the endpoint speaks: our collector's CloudEvents, or plain JSON. */
  adapter: oneOf('collector', 'http'),
  /** Language of the interface, or `auto`: the page's, else the browser's. */
  locale: matching(
    /^(auto|[a-z]{2,3}([-_][a-z0-9]{2,8})*)$/i,
    'must be "auto" or a language code such as "en" or "zh-CN"',
    'auto',
  ),
  theme: oneOf('system', 'light', 'dark'),
  /** Colour of the launcher and of the main buttons. */
  accent: matching(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a colour such as "#1a7f5a"'),
  /** The site's own address for support, offered where there is no endpoint. */
  email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address'),
  /** Who answers, as shown in the panel's header. At most 60 characters, like `label`. */
  name: shortText,
  /** Text of the launcher's label. */
  label: shortText,
  launcher: oneOf('show', 'hide'),
  position: oneOf('end', 'start'),
  /** Separates the storage of several shops on one origin. */
  instance: matching(/^[\w-]{1,64}$/, 'may hold up to 64 letters, digits, "-" and "_"', 'default'),
  /** A same-origin file that imports the worker, or `blob`. */
  worker: httpUrl,
  /** Ids of the articles to suggest, best first: a list, or one text with commas or blanks between them. */
  suggest: field(isIdList, 'must be a list of article ids', undefined),
};

type Fields = typeof fields;
type Value<Name extends keyof Fields> =
  | (Fields[Name] extends { readonly isValid: (value: unknown) => value is infer Valid } ? Valid : never)
  | Fields[Name]['fallback'];

/** The widget's configuration, complete with defaults. */
export type Config = { readonly [Name in keyof Fields]: Value<Name> };

/** Configuration as a site writes it: all fields optional. */
export type ConfigInput = { readonly [Name in keyof Fields]?: NonNullable<Value<Name>> };

/** One field that could not be used. */
export interface ConfigProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * Reads a site's configuration field by field. A field that cannot be used is left at its default and
 * named in `problems`, so that one typing mistake does not take the widget away.
 */
export function parseConfig(raw: Readonly<Record<string, unknown>>): { config: Config; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  for (const name of Object.keys(raw)) {
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(', ');
      problems.push({ field: name, message: `Config: unknown field "${name}"; known ones are ${known}` });
    }
  }
  const entries = Object.entries(fields).map(([name, { isValid, reason, fallback }]) => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (value === undefined || isValid(value)) return [name, value ?? fallback];
    problems.push({ field: name, message: `Config: "${name}" ${reason}, but is ${quote(value)}; the default is used` });
    return [name, fallback];
  });
  return { config: Object.fromEntries(entries) as Config, problems }; // name by name what `fields` says
}

function isIdList(value: unknown): value is string | readonly string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((id) => typeof id === 'string'));
}

function quote(value: unknown): string {
  let text = String(value);
  try {
    if (typeof value !== 'string') text = JSON.stringify(value) ?? text;
  } catch {
    // a page can pass anything, also what has no JSON (a DOM element, a BigInt)
  }
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
}

function isHttpUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false;
  try {
    // A base stands in for the page, so that relative addresses count.
    return /^https?:$/.test(new URL(value, 'https://page.example').protocol);
  } catch {
    return false;
  }
}
