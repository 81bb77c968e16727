import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createPageApi } from '../../src/loader/create-page-api.ts';
import { parseConfig } from '../../src/schema/config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const doc = read('docs/page-api.md');
const source = read('src/schema/page-api.ts');

/** Cells of the rows of the table between `<!-- name -->` and its end, without the head. */
function tableOf(name: string): readonly (readonly string[])[] {
  const text = doc.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? '';
  const lines = text.trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

/** Lines of an interface in the source, its comments left out. */
function membersOf(name: string): readonly string[] {
  const body = source.split(`export interface ${name} {\n`)[1]?.split('\n}')[0] ?? '';
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(\/\*\*|\*)/.test(line));
}

/** What a cell of code says; a value without any is the empty text. */
const code = (cell: string | undefined) => /^`(.*)`$/.exec(cell ?? '')?.[1];

describe('the table of verbs', () => {
  const rows = tableOf('verbs');
  const api = createPageApi({ raw: {}, start: () => undefined as never, warn: () => undefined });

  it('holds each verb as the types have it, in their words', () => {
    const declared = membersOf('Verbs').map((line) => /^(\w+)(?:<.*?>)?(\(.*\)):/.exec(line));
    const signatures = declared.map((parts) => `${parts?.[1]}${parts?.[2]}`);
    expect(signatures.length).toBeGreaterThan(25);
    expect(rows.map(([cell]) => code(cell)).sort()).toEqual(signatures.sort());
  });

  it('holds all verbs there are, and no other', () => {
    expect(rows.map(([cell]) => code(cell)?.replace(/\(.*/, '')).sort()).toEqual(Object.keys(api).sort());
  });

  it.each(rows)('%s has an example that can be run', (signature, meaning, when, example) => {
    const verb = code(signature)?.replace(/\(.*/, '');
    expect(meaning).not.toBe('');
    expect(when).toMatch(/^(now|waits)$/);
    expect(code(example)).toMatch(new RegExp(`helplet(\\('${verb}'|\\.${verb}\\()`));
    new Script(`async () => { ${code(example)} }`); // throws where it cannot be read
  });
});

describe('the table of events', () => {
  it('holds each event with its payload', () => {
    const declared = membersOf('PageEvents').map((line) => /^'?([\w:]+)'?: (.*);$/.exec(line));
    const events = declared.map((parts) => [
      parts?.[1],
      parts?.[2]?.replaceAll('readonly ', '').replace('Record<string, never>', '{}'),
    ]);
    expect(events.length).toBeGreaterThan(15);
    expect(tableOf('events').map(([name, payload]) => [code(name), code(payload)])).toEqual(events);
  });

  it('says of each when it happens, and names all the counts', () => {
    for (const [name, , when] of tableOf('events')) expect(when, name).not.toBe('');
    const sync = tableOf('events').find(([name]) => name === '`sync`')?.[2] ?? '';
    for (const line of membersOf('SyncCounts')) expect(sync).toContain(`\`${/readonly (\w+)/.exec(line)?.[1]}\``);
  });
});

describe('the table of the configuration', () => {
  const rows = tableOf('config');
  const { config } = parseConfig({});

  it('holds each field with its attribute, what it takes and its default, as the code has them', () => {
    const fields = Object.entries(config).map(([name, fallback]) => {
      // No field takes a function; the problem says what it does take.
      const [problem] = parseConfig({ [name]: () => name }).problems;
      const takes = /^Config: "\w+" must (?:be |have |read )?(.*), but is /.exec(problem?.message ?? '')?.[1];
      const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return [
        name,
        ['fields', 'limits'].includes(name) ? 'only in code' : `\`${attribute}\``,
        takes,
        fallback === undefined ? '–' : `\`${fallback}\``,
      ];
    });
    expect(rows.map(([name, attribute, takes, fallback]) => [code(name), attribute, takes, fallback])).toEqual(fields);
  });

  it.each(rows)('%s has an example that can be used', (name, attribute, _takes, _default, meaning, example) => {
    const field = code(name) ?? '';
    const text = example === '``' ? '' : (code(example) ?? '');
    const value: unknown = attribute?.startsWith('`') ? text : new Script(`(${text})`).runInThisContext();
    expect(meaning).not.toBe('');
    expect(parseConfig({ [field]: value }).problems).toEqual([]);
  });
});

it('names what the request form and a user can be given', () => {
  for (const type of ['Prefill', 'User', 'DeviceData']) {
    const names = membersOf(type).map((line) => /readonly (\w+)/.exec(line)?.[1]);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(doc).toMatch(new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``));
  }
});
