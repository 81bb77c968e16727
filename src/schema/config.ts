import { z } from './zod.ts';

const httpUrl = z.custom<string>(isHttpUrl, 'must be an http(s) or relative address');
const shortText = matching(/^[\s\S]{1,60}$/, 'must be a text of 1 to 60 characters');

function matching(pattern: RegExp, reason: string) {
  return z.custom<string>((value) => typeof value === 'string' && pattern.test(value), reason);
}

function oneOf<const Options extends readonly string[]>(...options: Options) {
  return z.custom<Options[number]>(
    (value) => options.some((option) => option === value),
    `must be ${options.join(', ')}`,
  );
}

/** A field that may be left out; `fallback` stands for it then. */
function field<Schema extends z.core.$ZodType, const Fallback>(schema: Schema, fallback: Fallback) {
  return { schema, fallback: fallback as Fallback | z.infer<Schema> };
}

// Field by field and not one object: a field that cannot be used must not take the others with it.
const fields = {
  /** Address of the knowledge base: a compiled `.hkb`, JSONL or a JSON array. */
  kb: field(httpUrl, undefined),
  /** Where tickets and ratings go. Without it Helplet only answers. */
  endpoint: field(httpUrl, undefined),
  /** What the endpoint speaks: our collector's CloudEvents, or plain JSON. */
  adapter: field(oneOf('collector', 'http'), 'collector'),
  /** Language of the interface, or `auto`: the page's, else the browser's. */
  locale: field(
    matching(/^(auto|[a-z]{2,3}([-_][a-z0-9]{2,8})*)$/i, 'must be "auto" or a language code such as "en" or "zh-CN"'),
    'auto',
  ),
  theme: field(oneOf('system', 'light', 'dark'), 'system'),
  /** Colour of the launcher and of the main buttons. */
  accent: field(matching(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a colour such as "#1a7f5a"'), undefined),
  /** The site's own address for support, offered where there is no endpoint. */
  email: field(matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address'), undefined),
  /** Who answers, as shown in the panel's header. At most 60 characters, like `label`. */
  name: field(shortText, undefined),
  /** Text of the launcher's label. */
  label: field(shortText, undefined),
  launcher: field(oneOf('show', 'hide'), 'show'),
  position: field(oneOf('end', 'start'), 'end'),
  /** Separates the storage of several shops on one origin. */
  instance: field(matching(/^[\w-]{1,64}$/, 'may hold up to 64 letters, digits, "-" and "_"'), 'default'),
  /** A same-origin file that imports the worker, or `blob`. */
  worker: field(httpUrl, undefined),
  /** Ids of the articles to suggest, best first: a list, or one text with commas or blanks between them. */
  suggest: field(z.custom<string | readonly string[]>(isIdList, 'must be a list of article ids'), undefined),
};

type Fields = typeof fields;
type Value<Name extends keyof Fields> = Fields[Name]['fallback'];

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
  const entries = Object.entries(fields).map(([name, { schema, fallback }]) => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (value === undefined) return [name, fallback];
    const result = z.safeParse<z.core.$ZodType>(schema, value);
    if (result.success) return [name, result.data];
    const reason = result.error.issues[0]?.message;
    problems.push({ field: name, message: `Config: "${name}" ${reason}, but is ${quote(value)}; the default is used` });
    return [name, fallback];
  });
  return { config: Object.fromEntries(entries) as Config, problems }; // name by name what `fields` says
}

function isIdList(value: unknown): boolean {
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

function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    // A base stands in for the page, so that relative addresses count.
    return /^https?:$/.test(new URL(value, 'https://page.example').protocol);
  } catch {
    return false;
  }
}
