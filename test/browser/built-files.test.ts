import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const DIST = resolve(import.meta.dirname, '../../dist');
const SRC = resolve(import.meta.dirname, '../../src');
const CHUNKS = readdirSync(join(DIST, 'chunks')).map((file) => `chunks/${file}`);
const WIDGET_FILES = ['helplet.js', 'index.js', 'worker.js', ...CHUNKS];
const read = (file: string) => readFileSync(join(DIST, file), 'utf8');

describe.each(WIDGET_FILES)('%s', (file) => {
  test('needs nothing a strict content policy forbids', () => {
    const code = read(file);
    expect(code).not.toMatch(/\beval\s*\(|new Function\b|WebAssembly|insertAdjacentHTML|document\.write/);
    expect(code).not.toMatch(/setAttribute\(["'`]style["'`]/);
  });

  test('names no absolute path, no helper of the build and no address but the standards of SVG', () => {
    const code = read(file);
    expect(code).not.toMatch(/vite:preloadError|__vitePreload|modulepreload/);
    expect(
      code.match(/https?:\/\/[\w.-]+/g)?.filter((address) => !/w3\.org|page\.example/.test(address)) ?? [],
    ).toEqual([]);
    expect(code).not.toMatch(/(?:from|import)\s*\(?["'`]\//);
  });
});

test('no source of ours writes an HTML string (Preact brings the road, nobody takes it)', () => {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  const guilty = sources.filter((file) =>
    /innerHTML|outerHTML|dangerouslySet|parseFromString/i.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect(guilty).toEqual([]);
});

test('the script tag names chunks that are there', () => {
  const names = [...read('helplet.js').matchAll(/["'`]((?:core|panel|views|engine)-[\w-]+)["'`]/g)].map(
    ([, name]) => name,
  );
  expect(names).toHaveLength(4);
  for (const name of names) expect(CHUNKS).toContain(`chunks/${name}.js`);
});
