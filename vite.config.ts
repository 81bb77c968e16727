import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Plugin, ViteBuilder } from 'vite';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

/** Languages beside English, which the panel carries: their message files, named and checked by their hash. */
const locales = ['zh'].map((lang) => {
  const source = JSON.stringify(
    JSON.parse(readFileSync(new URL(`./src/i18n/messages/${lang}.json`, import.meta.url), 'utf8')),
  );
  const hash = createHash('sha384').update(source).digest('base64');
  const file = `locales/${lang}-${hash.replace(/\W/g, '').slice(0, 8)}.json`;
  return { lang, source, file, integrity: `sha384-${hash}` };
});

/** Emits the message files beside the page's chunks. */
function messageFiles(): Plugin {
  return {
    name: 'helplet:message-files',
    applyToEnvironment: (environment) => environment.name === 'page',
    generateBundle() {
      for (const { file, source } of locales) this.emitFile({ type: 'asset', fileName: file, source });
    },
  };
}

/** File of a chunk that the page build has made: `core` → `core-1a2b3c4d.js`. */
function chunkFile(name: string): string {
  const files = readdirSync(new URL('./dist/chunks', import.meta.url));
  const file = files.find((candidate) => candidate.startsWith(`${name}-`));
  if (!file) throw new Error(`vite.config.ts: the page build made no chunk "${name}"`);
  return file;
}

/** Writes the hashed names of the page's chunks into the tag; folder and ending stand there. */
function tagChunkNames(): Plugin {
  return {
    name: 'helplet:tag-chunk-names',
    applyToEnvironment: (environment) => environment.name === 'tag',
    transform: (code) =>
      code.includes('__HELPLET_CHUNKS__.')
        ? code.replace(/__HELPLET_CHUNKS__\.(\w+)/g, (_, name: string) =>
            JSON.stringify(chunkFile(name).slice(0, -'.js'.length)),
          )
        : null,
  };
}

/** Points the npm entry's `import()`s at the chunks that are there already. */
function esmChunkNames(): Plugin {
  return {
    name: 'helplet:esm-chunk-names',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'esm',
    resolveId(source, importer) {
      const name = importer?.endsWith('/entries/index.ts') && /^\.\/(core|panel|views|engine)\.tsx?$/.exec(source)?.[1];
      return name ? { id: `./chunks/${chunkFile(name)}`, external: true } : null;
    },
  };
}

/** Puts the console's page and its style sheet beside its script. */
function consolePage(): Plugin {
  return {
    name: 'helplet:console-page',
    applyToEnvironment: (environment) => environment.name === 'console',
    generateBundle() {
      const page = readFileSync(new URL('./src/console/index.html', import.meta.url), 'utf8');
      this.emitFile({
        type: 'asset',
        fileName: 'index.html',
        source: page.replace('../entries/console.tsx', './console.js'),
      });
      this.emitFile({
        type: 'asset',
        fileName: 'console.css',
        source: readFileSync(new URL('./src/console/console.css', import.meta.url), 'utf8'),
      });
    },
  };
}

/** An ES build of `entry` (name → file) into `outDir`, minified to the last blank. */
function esBuild(entry: Record<string, string>, names: string, outDir = 'dist') {
  return {
    build: {
      outDir,
      emptyOutDir: false,
      target: BROWSERS,
      lib: { entry, formats: ['es' as const] },
      rolldownOptions: {
        output: {
          minify: true,
          entryFileNames: names,
          chunkFileNames: 'chunks/[name]-[hash].js',
          // What core and panel share is one request, and not one for each module; adapters stay apart.
          codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, test: /^(?!.*\/transports\/)/ }] },
        },
      },
    },
  };
}

/** DESIGN floor of the widget: the newest syntax all three engines of these versions read. */
const BROWSERS = ['chrome111', 'firefox115', 'safari16.4'];

async function buildApp(builder: ViteBuilder): Promise<void> {
  const { page, esm, worker, console: consolePage, cli, tag } = builder.environments;
  if (!page || !esm || !worker || !consolePage || !cli || !tag)
    throw new Error('vite.config.ts: an environment is missing');
  rmSync(new URL('./dist', import.meta.url), { recursive: true, force: true });
  await builder.build(page);
  await builder.build(worker);
  await builder.build(consolePage);
  await builder.build(cli);
  // Last, because they name the page's chunks.
  await builder.build(esm);
  await builder.build(tag);
}

export default defineConfig({
  base: './',
  publicDir: false,
  define: {
    __HELPLET_VERSION__: JSON.stringify(version),
    __HELPLET_LOCALES__: JSON.stringify(
      Object.fromEntries(locales.map(({ lang, file, integrity }) => [lang, { file, integrity }])),
    ),
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [messageFiles(), tagChunkNames(), esmChunkNames(), consolePage()],
  builder: { buildApp },
  environments: {
    page: {
      consumer: 'client',
      ...esBuild(
        {
          core: 'src/entries/core.ts',
          panel: 'src/entries/panel.tsx',
          views: 'src/entries/views.ts',
          engine: 'src/entries/engine.ts',
        },
        'chunks/[name]-[hash].js',
      ),
    },
    esm: { consumer: 'client', ...esBuild({ index: 'src/entries/index.ts' }, 'index.js') },
    worker: { consumer: 'client', ...esBuild({ worker: 'src/entries/worker.ts' }, 'worker.js') },
    console: {
      consumer: 'client',
      ...esBuild({ console: 'src/entries/console.tsx' }, 'console.js', 'dist/console'),
    },
    cli: {
      consumer: 'server',
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        target: 'node20.19',
        minify: false,
        ssr: true,
        rolldownOptions: {
          input: { cli: 'src/entries/cli.ts' },
          output: { entryFileNames: '[name].js', chunkFileNames: 'cli/[name]-[hash].js' },
        },
      },
      resolve: { noExternal: [/^(?!libsql|hono|@hono)/], external: ['libsql', 'hono', '@hono/node-server'] },
    },
    tag: {
      consumer: 'client',
      build: {
        outDir: 'dist',
        emptyOutDir: false,
        target: BROWSERS,
        lib: { entry: 'src/entries/tag.ts', name: 'helpletTag', formats: ['iife'], fileName: () => 'helplet.js' },
      },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/browser/**'], environment: 'node' },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
