import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readScript } from '../../../src/loader/read-script.ts';
import { type Config, parseConfig } from '../../../src/schema/config.ts';
import type { Target } from './target.ts';
import { anyText } from './texts.ts';

const { config: defaults } = parseConfig({});
const names = Object.keys(defaults);

const likely = fc.oneof(
  fc.constantFrom('', 'on', 'off', 'http', 'auto', 'zh-Hans', '#123456', '0', '12', '-1', '1e3', 'a@b.co', 'tea'),
  fc.webUrl(),
  fc.constantFrom('/kb.hkb', '//x.example/a', 'javascript:alert(1)', 'data:text/html,x', 'http://', '\u0000', ' '),
  fc.array(fc.record({ name: fc.oneof(anyText, fc.anything()), options: fc.anything() }, { requiredKeys: [] })),
  fc.dictionary(fc.constantFrom('maxRows', 'leaseMs', '__proto__'), fc.oneof(fc.double(), fc.anything())),
);
const name = fc.oneof(fc.constantFrom(...names), anyText, fc.constantFrom('__proto__', 'constructor', 'toString'));
const raw = fc.dictionary(
  name,
  fc.oneof(likely, anyText, fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true })),
  { maxKeys: 12 },
);

/**
 * Whatever a page passes: nothing is thrown; each field is what the page wrote or its default, and named as a problem
 * in the second case; what was read is read again as the same.
 */
export const configuration: Target = {
  name: 'configuration',
  perMille: 100,
  run(cases, seed) {
    fc.assert(
      fc.property(raw, (written) => {
        const { config, problems } = parseConfig(written);
        assert.deepEqual(Object.keys(config), names);
        const wrong = new Set(problems.map(({ field }) => field));
        for (const field of names as (keyof Config)[]) {
          const isWritten = Object.hasOwn(written, field) && written[field] !== undefined;
          const expected = isWritten && !wrong.has(field) ? written[field] : defaults[field];
          assert.ok(Object.is(config[field], expected), field);
        }
        assert.equal(parseConfig(config).problems.length, 0);
        for (const { message } of problems) assert.ok(message.startsWith('Config: ') && message.length < 1_500);
      }),
      { numRuns: cases, seed },
    );
  },
};

/** An address of a script, whatever stands in it, gives a directory; without one there is none. */
export const script: Target = {
  name: 'script tag',
  perMille: 100,
  run(cases, seed) {
    const path = fc.webUrl({ withFragments: true, withQueryParameters: true });
    fc.assert(
      fc.property(fc.option(path), fc.dictionary(anyText, anyText, { maxKeys: 4 }), (src, dataset) => {
        // All it reads of an element.
        const element = { src: src ?? '', dataset } as unknown as HTMLScriptElement;
        const read = readScript(element);
        if (src === null) return assert.equal(read, null);
        assert.ok(read);
        const { href, origin } = new URL(read.baseUrl);
        assert.equal(href, read.baseUrl);
        assert.ok(href.endsWith('/') && new URL(src).href.startsWith(href) && origin === new URL(src).origin);
        assert.deepEqual(read.raw, { ...dataset });
      }),
      { numRuns: cases, seed },
    );
  },
};
