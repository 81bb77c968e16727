import { createHash } from 'node:crypto';
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
    expect(code).not.toMatch(/vite:preloadError|__vitePreload/);
    // Its own preload of files that are held to their hash, in the tag alone.
    expect(code.match(/modulepreload/g)?.length ?? 0).toBe(file === 'helplet.js' ? 1 : 0);
    // TensorFlow.js names its own repository in a message.
    const known = file.startsWith('chunks/language-') ? /github\.com/ : /w3\.org|page\.example/;
    expect(code.match(/https?:\/\/[\w.-]+/g)?.filter((address) => !known.test(address)) ?? []).toEqual([]);
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

test('the script tag names the core and what it imports, the core all other chunks, each with its hash', () => {
  const named = (code: string) =>
    [...code.matchAll(/["'`]([\w-]+\.js)["'`],\s*["'`](sha256-[\w+/=]+)["'`]/g)].map(([, file = '', hash = '']) => ({
      file: `chunks/${file}`,
      hash,
    }));
  const first = named(read('helplet.js'));
  expect(first.map(({ file }) => file.replace(/-[\w-]{8}\.js$/, ''))).toEqual(['chunks/core', 'chunks/shared']);
  const checked = named(read(first[0]?.file ?? ''));
  expect(new Set(checked.map(({ file }) => file)).size).toBe(1);
  const others = named(read(checked[0]?.file ?? ''));
  for (const { file, hash } of [...first, ...checked, ...others]) {
    expect(hash).toBe(`sha256-${createHash('sha256').update(read(file)).digest('base64')}`);
  }
  const engines = CHUNKS.filter((file) => /\/(prepare|encoder|tokenise|language)-/.test(file)); // the worker's, which no hash holds
  const messages = CHUNKS.filter((file) => /\/zh-/.test(file)); // the npm entry's, for bundlers
  expect(
    [...[...first, ...checked.slice(0, 1), ...others].map(({ file }) => file), ...engines, ...messages].sort(),
  ).toEqual([...CHUNKS].sort());
});
