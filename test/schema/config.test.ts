import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConfigInput, parseConfig } from '../../src/schema/config.ts';

const defaults = parseConfig({}).config;

/** Values that can be used, and some that cannot, for every field there is. */
const samples: {
  readonly [Name in keyof Required<ConfigInput>]: { good: readonly unknown[]; bad: readonly unknown[] };
} = {
  kb: {
    good: ['/kb.json', 'kb.hkb', '../kb.jsonl?v=2', 'https://cdn.example/kb.hkb', '//cdn.example/kb.hkb'],
    bad: ['', 'javascript:alert(1)', 'data:text/plain,x', 'file:///etc/passwd', 'http://', 7, null, ['/kb.json']],
  },
  endpoint: {
    good: ['https://support.example/v1/events', '/v1/events', 'http://127.0.0.1:8123/v1/events'],
    bad: ['', 'ftp://support.example', 'javascript:void 0', 'https://', {}, true],
  },
  adapter: { good: ['collector', 'http'], bad: ['zendesk', '', 'Collector', 1, ['http']] },
  locale: {
    good: ['auto', 'AUTO', 'en', 'zh-CN', 'zh_CN', 'zh-Hant-TW', 'gsw'],
    bad: ['', 'e', 'english', 'en-', '-en', 'en US', 'zh-CN ', 3],
  },
  theme: { good: ['system', 'light', 'dark'], bad: ['', 'auto', 'Dark', false] },
  accent: { good: ['#1a7f5a', '#FFF', '#09f'], bad: ['', 'red', '#12', '#12345', '#1a7f5a80', 'rgb(0 0 0)', 0] },
  email: { good: ['help@shop.example', '帮助@商店.example'], bad: ['', 'help', 'help@shop', 'a b@shop.example', 1] },
  name: { good: ['Tea House', '茶', 'x'.repeat(60)], bad: ['', 'x'.repeat(61), 5, null] },
  label: { good: ['Ask us', 'x'.repeat(60)], bad: ['', 'x'.repeat(61), {}] },
  launcher: { good: ['show', 'hide', 'text'], bad: ['', 'hidden', true] },
  offsetX: { good: [0, 500, '24'], bad: [-1, 501, '2em', '', 1.5, null] },
  offsetY: { good: [0, 500, '24'], bad: [-1, 501, '2em', '', 1.5, null] },
  zIndex: { good: [0, 2147483647, '9999'], bad: [-1, 2147483648, 'auto', {}, true] },
  avoid: { good: ['.cookie-bar', '#a, [data-bar="1"] > div'], bad: ['', 'a{}', 'x'.repeat(301), 4] },
  radius: { good: [0, 28, '8'], bad: [29, '8px', -4, ''] },
  font: { good: ['Georgia, serif', '"PingFang SC", sans-serif'], bad: ['', 'x; color: red', 'x'.repeat(301), 3] },
  consent: { good: ['implied', 'required'], bad: ['', 'yes', true] },
  unmask: { good: ['never', 'allow'], bad: ['', 'always', 1] },
  retention: { good: [1, 365, '7'], bad: [0, 366, 'ever', null] },
  events: { good: ['off', 'on'], bad: ['', 'yes', true] },
  surveys: { good: ['/surveys.json', [], [{ id: 'a' }]], bad: ['', [1], {}, Array(51).fill({})] },
  fields: {
    good: [
      [],
      [{ name: 'order' }],
      [
        {
          name: 'n'.repeat(100),
          label: { en: 'Size', zh: '尺寸' },
          type: 'select',
          options: ['S', 'L'],
          required: true,
        },
      ],
    ],
    bad: [
      '',
      'order',
      [null],
      [{}],
      [{ name: '' }],
      [{ name: 7 }],
      [{ name: 'n'.repeat(101) }],
      [{ name: 'size', options: 'S, L' }],
      [{ name: 'size', label: null }],
      Array(21).fill({ name: 'order' }),
    ],
  },
  attachments: { good: ['on', 'off'], bad: ['', 'yes', true] },
  status: { good: ['Payments are slow today', '支付暂时较慢'], bad: ['', 'x'.repeat(301), 1] },
  statusUrl: { good: ['https://status.example', '/status'], bad: ['', 'javascript:0', 2] },
  replyHours: { good: [1, 240, '4'], bad: [0, 241, 'soon', null] },
  hours: {
    good: ['Mon-Fri 9:00-18:00', 'mon-fri 09:00-18:00; Sat 10:00-14:00'],
    bad: ['', '9-18', 'Mon', 'Mon-Fri <b>9:00-18:00</b>', 5],
  },
  timeZone: { good: ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'], bad: ['', 'GMT plus', 1, null] },
  limits: {
    good: [{}, { maxRows: 10_000 }, { backoffBaseMs: 0.5 }],
    bad: ['', 7, null, { maxRows: '9' }, { maxRows: 0 }],
  },
  leaveGuard: { good: ['off', 'on'], bad: ['', true] },
  integrity: { good: ['', 'integrity'], bad: [1, null, {}, true] },
  position: { good: ['end', 'start'], bad: ['', 'left', 0] },
  instance: { good: ['default', 'shop-2_b', 'x'.repeat(64)], bad: ['', 'a b', 'x'.repeat(65), 'café', 'a:b', 9] },
  intentModel: { good: ['/intent.hlm', 'https://shop.example/i.hlm'], bad: ['', 'data:,x', 0] },
  worker: { good: ['/worker.js', 'blob', 'https://shop.example/w.js'], bad: ['', 'blob:https://x', 'data:,x', 0] },
  suggest: { good: ['returns', 'a, b', [], ['a', 'b']], bad: [1, ['a', 2], { a: 1 }, null, true] },
};

const good = Object.entries(samples).flatMap(([field, { good }]) => good.map((value) => ({ field, value })));
const bad = Object.entries(samples).flatMap(([field, { bad }]) => bad.map((value) => ({ field, value })));

describe('a configuration', () => {
  it('has samples here for every field', () => {
    expect(Object.keys(samples).sort()).toEqual(Object.keys(defaults).sort());
  });

  it('is complete with documented defaults when nothing is given', () => {
    expect(parseConfig({})).toEqual({
      problems: [],
      config: {
        kb: undefined,
        endpoint: undefined,
        adapter: 'collector',
        locale: 'auto',
        theme: 'system',
        accent: undefined,
        email: undefined,
        name: undefined,
        label: undefined,
        launcher: 'show',
        position: 'end',
        offsetX: undefined,
        offsetY: undefined,
        zIndex: undefined,
        avoid: undefined,
        radius: undefined,
        font: undefined,
        instance: 'default',
        intentModel: undefined,
        worker: undefined,
        consent: 'implied',
        unmask: 'never',
        retention: 30,
        events: 'off',
        surveys: undefined,
        fields: undefined,
        attachments: 'on',
        status: undefined,
        statusUrl: undefined,
        replyHours: undefined,
        hours: undefined,
        timeZone: 'UTC',
        limits: undefined,
        leaveGuard: 'off',
        integrity: undefined,
        suggest: undefined,
      },
    });
  });

  it.each(good)('takes $field $value as it stands', ({ field, value }) => {
    expect(parseConfig({ [field]: value })).toEqual({ config: { ...defaults, [field]: value }, problems: [] });
  });

  it.each(bad)('leaves $field at its default when it is $value, and says so', ({ field, value }) => {
    const { config, problems } = parseConfig({ [field]: value });
    expect(config).toEqual(defaults);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe(field);
    expect(problems[0]?.message).toMatch(new RegExp(`^Config: "${field}" (must|may) .+, but is ".*"; the default`));
    const written = typeof value === 'string' ? value : JSON.stringify(value);
    expect(problems[0]?.message).toContain(written.slice(0, 80));
  });

  it('keeps the fields beside a wrong one', () => {
    const { config, problems } = parseConfig({ kb: '/kb.json', accent: 'green', theme: 'dark', endpoint: 5 });
    expect(config).toEqual({ ...defaults, kb: '/kb.json', theme: 'dark' });
    expect(problems.map((problem) => problem.field).sort()).toEqual(['accent', 'endpoint']);
  });

  it('takes a field that is undefined as left out', () => {
    expect(parseConfig({ theme: undefined, name: undefined })).toEqual({ config: defaults, problems: [] });
  });

  it('cuts a long wrong value in the message', () => {
    const [problem] = parseConfig({ name: 'x'.repeat(5_000) }).problems;
    expect(problem?.message.length).toBeLessThan(200);
    expect(problem?.message).toContain(`${'x'.repeat(80)}…`);
  });

  it('names an unknown field and all known ones', () => {
    const { config, problems } = parseConfig({ colour: '#fff' });
    expect(config).toEqual(defaults);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.field).toBe('colour');
    expect(problems[0]?.message).toContain('unknown "colour"');
    for (const name of Object.keys(samples)) expect(problems[0]?.message).toContain(name);
  });

  it('names all unknown fields at once, and keeps the message short where there are many', () => {
    const { config, problems } = parseConfig({ colour: '#fff', theme: 'dark', lang: 'en' });
    expect(config.theme).toBe('dark');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('unknown "colour", "lang";');
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field${at}`, at]));
    expect(parseConfig(many).problems).toHaveLength(1);
    expect(parseConfig(many).problems[0]?.message.length).toBeLessThan(1_000);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes the key %s for an unknown field',
    (name) => {
      const raw = JSON.parse(`{"${name}": {"endpoint": "https://evil.example"}, "theme": "dark"}`);
      const { config, problems } = parseConfig(raw);
      expect(config).toEqual({ ...defaults, theme: 'dark' });
      expect(config.endpoint).toBeUndefined();
      expect(problems.map((problem) => problem.field)).toEqual([name]);
      expect(Object.getPrototypeOf(config)).toBe(Object.prototype);
    },
  );

  it('reads an object without a prototype, as the script tag makes one', () => {
    expect(parseConfig(Object.assign(Object.create(null), { theme: 'dark' })).config.theme).toBe('dark');
  });

  it('never throws for plain data, and gives only values its fields allow', () => {
    const raw = fc.dictionary(fc.constantFrom('other', ...Object.keys(samples)), fc.jsonValue(), { maxKeys: 8 });
    fc.assert(
      fc.property(raw, (fields) => {
        const { config, problems } = parseConfig(fields);
        expect(parseConfig(config).problems).toEqual([]);
        const wrong = new Set(problems.map((problem) => problem.field));
        for (const name of Object.keys(samples) as (keyof typeof samples)[]) {
          const isTaken = Object.hasOwn(fields, name) && !wrong.has(name);
          expect(config[name]).toEqual((isTaken ? fields[name] : null) ?? defaults[name]);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});

describe('on a page whose Object.prototype was polluted', () => {
  const prototype = Object.prototype as { endpoint?: unknown };
  afterEach(() => {
    delete prototype.endpoint;
  });

  it('nothing inherited gets into the configuration', () => {
    prototype.endpoint = 'https://evil.example/v1/events';
    const { config, problems } = parseConfig({ theme: 'dark' });
    expect(config.endpoint).toBeUndefined();
    expect(problems).toEqual([]);
  });
});
