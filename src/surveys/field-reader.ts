/** One thing in the site's surveys that could not be used. Same shape as the configuration's own problems. */
export interface SurveyProblem {
  /** Where, as in `surveys[0].trigger.on`. */
  readonly field: string;
  /** Names the field, what it holds and what to do; for the site's developer. */
  readonly message: string;
}

/** What a field must be: a check, and words that complete "field … , but is …". */
export interface FieldRule<Value> {
  readonly isValid: (value: unknown) => value is Value;
  readonly reason: string;
}

export interface FieldReader {
  /** The field's value; undefined where it is missing, or cannot be used and has been reported. */
  read<Value>(name: string, rule: FieldRule<Value>): Value | undefined;
  /** The same of a field that must be there: a missing one is reported, too. `outcome` says what happens without it. */
  need<Value>(name: string, rule: FieldRule<Value>, outcome: string): Value | undefined;
  /** Path of a field, for what lies inside it. */
  pathOf(name: string): string;
  /** Reports every field that was never read. */
  finish(): void;
}

const LONGEST_QUOTE = 80;

/**
 * Reads an object that a page wrote, field by field: what it inherits does not count.
 * @param path where it stands, as in `surveys[0]`
 */
export function createFieldReader(raw: object, path: string, problems: SurveyProblem[]): FieldReader {
  const known = new Set<string>();
  const ownValue = (name: string): unknown => {
    known.add(name);
    return Object.hasOwn(raw, name) ? (raw as Record<string, unknown>)[name] : undefined; // own, as checked
  };
  const pathOf = (name: string) => `${path}.${name}`;
  const need: FieldReader['need'] = (name, { isValid, reason }, outcome) => {
    const value = ownValue(name);
    if (isValid(value)) return value;
    addProblem(problems, pathOf(name), `${reason}, but is ${quote(value)}; ${outcome}`);
    return undefined;
  };
  return {
    pathOf,
    need,
    read: (name, rule) => (ownValue(name) === undefined ? undefined : need(name, rule, 'the default is used')),
    finish() {
      for (const name of Object.keys(raw).filter((one) => !known.has(one))) {
        addProblem(problems, pathOf(name), `is unknown; known fields here are ${[...known].join(', ')}`);
      }
    },
  };
}

export function addProblem(problems: SurveyProblem[], field: string, message: string): void {
  problems.push({ field, message: `Config: "${field}" ${message}` });
}

function quote(value: unknown): string {
  let text: string = typeof value;
  try {
    text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    // a page can pass anything, also what has no JSON (a DOM element, a BigInt)
  }
  return `"${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}"`;
}
