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

/** A whole number, also as an attribute writes it. */
function whole<const Fallback extends number | undefined>(min: number, max: number, fallback: Fallback) {
  return field<number | `${number}`, Fallback>(
    (value): value is number | `${number}` =>
      /^(number|string)$/.test(typeof value) &&
      /^\d+$/.test(String(value)) &&
      Number(value) >= min &&
      Number(value) <= max,
    `must be a whole number from ${min} to ${max}`,
    fallback,
  );
}

const httpUrl = field(isHttpUrl, 'must be an http(s) or relative address', undefined);
const shortText = matching(/^[\s\S]{1,60}$/, 'must be a text of 1 to 60 characters');

// Field by field and not one object: a field that cannot be used must not take the others with it.
const fields = {
  /** Address of the knowledge base: a compiled `.hkb`, JSONL or a JSON array. */
  kb: httpUrl,
  /** A site's own intents, as `helplet train intent` writes them. */
  intentModel: httpUrl,
  /** Where tickets and ratings go. Without it Helplet only answers. */
  endpoint: httpUrl,
  /** What the endpoint speaks: our collector's CloudEvents, or plain JSON. */
  adapter: oneOf('collector', 'http'),
  /** Language of the interface, or `auto`: the page's, else the browser's. */
  locale: matching(/^(auto|[a-z]{2,3}([-_][a-z0-9]{2,8})*)$/i, 'must be "auto" or a language code', 'auto'),
  theme: oneOf('system', 'light', 'dark'),
  /** Colour of the launcher and of the main buttons. */
  accent: matching(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, 'must be a colour such as "#1a7f5a"'),
  /** The site's own address for support, offered where there is no endpoint. */
  email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address'),
  /** Who answers, as shown in the panel's header. At most 60 characters, like `label`. */
  name: shortText,
  /** Text of the launcher's label. */
  label: shortText,
  /** `text` shows the label beside the icon. */
  launcher: oneOf('show', 'hide', 'text'),
  position: oneOf('end', 'start'),
  /** Distance of the launcher from the window's edges, CSS pixels. */
  offsetX: whole(0, 500, undefined),
  offsetY: whole(0, 500, undefined),
  zIndex: whole(0, 2_147_483_647, undefined),
  /** CSS selector of bars (cookie notices) that the launcher moves above. */
  avoid: matching(/^[^{}]{1,300}$/, 'must be a CSS selector'),
  /** Roundness of the panel's corners, CSS pixels. */
  radius: whole(0, 28, undefined),
  /** CSS font family list. */
  font: matching(/^[^{};]{1,300}$/, 'must be a list of font families'),
  /** Separates the storage of several shops on one origin. */
  instance: matching(/^[\w-]{1,64}$/, 'must be up to 64 letters, digits, "-", "_"', 'default'),
  /** A same-origin file that imports the worker, or `blob`. */
  worker: httpUrl,
  /** `required`: nothing is requested or stored before `consent('granted')` or the visitor's own yes. */
  consent: oneOf('implied', 'required'),
  /** Whether the visitor may show single masked parts of a message to the team after all. */
  unmask: oneOf('never', 'allow'),
  /** Days a copy of what was sent stays on the device. */
  retention: whole(1, 365, 30),
  /** Sends what happens in the widget (answers given, surveys shown, hand-offs; no text) to the endpoint. */
  events: oneOf('off', 'on'),
  /** Surveys: a list, or the address of one. */
  surveys: field(
    (value): value is string | readonly object[] => isHttpUrl(value) || isObjectList(value, 50),
    'must be a list of at most 50 surveys, or its address',
    undefined,
  ),
  /** Further fields of the request form. */
  fields: field(
    (value): value is readonly FormField[] =>
      isObjectList(value, 20) && (value as readonly object[]).every(isFormField),
    'must be a list of at most 20 fields with a "name"',
    undefined,
  ),
  /** Files with requests. */
  attachments: oneOf('on', 'off'),
  /** An incident all visitors should know of, and where to read more. */
  status: matching(/^[\s\S]{1,300}$/, 'must be a text of 1 to 300 characters'),
  statusUrl: httpUrl,
  /** Hours within which the team usually answers. */
  replyHours: whole(1, 240, undefined),
  /** When the team is there: `Mon-Fri 9:00-18:00; Sat 10:00-14:00`, in `timeZone`. */
  hours: matching(/^[a-z]{3}[\w:; -]{9,500}$/i, 'must read like "Mon-Fri 9:00-18:00"'),
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: matching(/^[\w/+-]{1,60}$/, 'must be a time zone such as "Europe/Berlin"', 'UTC'),
  /** Bounds of the queue by name, as `OutboxLimits` in src/outbox/limits.ts has them. */
  limits: field(isNumbers, 'must be an object of positive numbers', undefined),
  /** `on`: the browser asks before the page is left while something could not be saved on the device. */
  leaveGuard: oneOf('off', 'on'),
  /** Loads each chunk checked by its hash. */
  integrity: matching(/^/, 'must have no value'),
  /** Ids of the articles to suggest, best first: a list, or one text with commas or blanks between them. */
  suggest: field(isIdList, 'must be a list of article ids', undefined),
};

/** One more field of the request form. */
export interface FormField {
  /** Its name in the request's `fields`, at most 100 characters. */
  readonly name: string;
  /** One text, or one by language. */
  readonly label?: string | Readonly<Record<string, string>>;
  readonly type?: 'text' | 'number' | 'select' | 'checkbox';
  readonly required?: boolean;
  /** For `select`. */
  readonly options?: readonly string[];
}

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
  const unknown = Object.keys(raw).filter((name) => !Object.hasOwn(fields, name));
  if (unknown.length > 0) {
    const field = unknown.join('", "').slice(0, 300);
    const known = Object.keys(fields).join(', ');
    problems.push({ field, message: `Config: unknown "${field}"; known fields are ${known}` });
  }
  const entries = Object.entries(fields).map(([name, { isValid, reason, fallback }]) => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (value === undefined || isValid(value)) return [name, value ?? fallback];
    problems.push({ field: name, message: `Config: "${name}" ${reason}, but is ${quote(value)}; the default is used` });
    return [name, fallback];
  });
  return { config: Object.fromEntries(entries) as Config, problems }; // name by name what `fields` says
}

function isObjectList(value: unknown, max: number): boolean {
  return (
    Array.isArray(value) && value.length <= max && value.every((item) => typeof item === 'object' && item !== null)
  );
}

function isFormField({ name, options = [], label = '' }: Partial<FormField>): boolean {
  return typeof name === 'string' && /^.{1,100}$/.test(name) && Array.isArray(options) && label !== null;
}

function isIdList(value: unknown): value is string | readonly string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((id) => typeof id === 'string'));
}

function isNumbers(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((one) => Number.isFinite(one) && one > 0)
  );
}

function quote(value: unknown): string {
  let text = typeof value === 'string' ? value : typeof value;
  try {
    if (typeof value !== 'string') text = JSON.stringify(value) ?? String(value);
  } catch {
    // a page can pass anything, also what has no JSON and no text (a cycle, a BigInt, an object of nothing)
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
