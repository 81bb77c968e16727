import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Plugin, ViteBuilder } from 'vite';
import { defineConfig } from 'vitest/config';

const { version } = readJson('./package.json');

/** Areas of the interface's texts: the first view's come first, all others in one later file. */
const areas = { first: ['panel'], later: ['views', 'conversation', 'survey', 'attachments'] } as const;

/** Languages beside English, which the chunks carry: their message files, named and checked by their hash. */
const locales = ['zh'].flatMap((lang) =>
  (['first', 'later'] as const).map((part) => {
    const texts = areas[part].map((area) => readJson(`./src/i18n/messages/${area}.${lang}.json`));
    const source = JSON.stringify(Object.assign({}, ...texts));
    const integrity = integrityOf(source);
    return { lang, part, source, file: `locales/${lang}-${part}-${hashName(integrity)}.json`, integrity };
  }),
);

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, unknown>;
}

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

/** Hash of a built file, as the attribute `integrity` takes it. */
function integrityOf(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

/**
 * Writes the names and hashes of the page's other chunks into the core, whose own name then follows from what it
 * has become; and which files the core needs before it can run into the tag.
 */
function chunkNames(): Plugin {
  const placeholders = /__HELPLET_(CHUNKS|CHECKED)__/g;
  return {
    name: 'helplet:chunk-names',
    applyToEnvironment: ({ name }) => name === 'page' || name === 'tag',
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'page') return;
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const core = chunks.find(({ isEntry, name }) => isEntry && name === 'core');
      if (!core) throw new Error('vite.config.ts: the page build made no core');
      const others = chunks.filter((chunk) => chunk !== core && !core.imports.includes(chunk.fileName));
      const fileOf = ({ fileName }: { readonly fileName: string }) => fileName.replace('chunks/', '');
      // A file of their own: only sites that hold files to their hashes need them.
      const hashes = others.map((chunk) => [fileOf(chunk), integrityOf(chunk.code)]);
      const checked = `export const files = ${JSON.stringify(hashes)};\n`;
      const checkedFile = `checked-${hashName(integrityOf(checked))}.js`;
      this.emitFile({ type: 'asset', fileName: `chunks/${checkedFile}`, source: checked });
      const values: Readonly<Record<string, unknown>> = {
        CHUNKS: Object.fromEntries([
          ...others.filter(({ isEntry }) => isEntry).map((chunk) => [chunk.name, fileOf(chunk)]),
          // Of builds of their own: each stands alone, for worker and page.
          ...['language', 'prepare'].map((name) => [name, chunkFile(name)]),
        ]),
        CHECKED: [checkedFile, integrityOf(checked)],
      };
      const source = core.code.replace(placeholders, (_, name: string) => `(${JSON.stringify(values[name])})`);
      delete bundle[core.fileName];
      this.emitFile({ type: 'asset', fileName: `chunks/core-${hashName(integrityOf(source))}.js`, source });
    },
    transform(code) {
      if (this.environment.name !== 'tag' || !code.includes('= __HELPLET_FIRST_CHUNKS__')) return null;
      const core = chunkFile('core');
      const folder = new URL('./dist/chunks/', import.meta.url);
      const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
      const imported = [...read(core).matchAll(/from\s*["`']\.\/([\w.-]+\.js)["`']/g)].map(([, file = '']) => file);
      const files = [core, ...new Set(imported)].map((file) => [file, integrityOf(read(file))]);
      return code.replace('= __HELPLET_FIRST_CHUNKS__', `= ${JSON.stringify(files)}`);
    },
  };
}

function hashName(integrity: string): string {
  return integrity.slice('sha256-'.length).replace(/\W/g, '').slice(0, 8);
}

const CHUNK_IMPORT = /^\.\/(core|panel|views|engine|sending|conversation|survey|attachments)\.tsx?$/;

/** Points the npm entry's `import()`s at the chunks that are there already. */
function esmChunkNames(): Plugin {
  return {
    name: 'helplet:esm-chunk-names',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'esm',
    resolveId(source, importer) {
      const name = importer?.endsWith('/entries/index.ts') && CHUNK_IMPORT.exec(source)?.[1];
      return name ? { id: `./chunks/${chunkFile(name)}`, external: true } : null;
    },
  };
}

/**
 * Where a page has frozen `Object.prototype`, to assign to `x.prototype.toString` throws, as the signals library does
 * when it is loaded. Nothing of ours reads a signal as a text.
 */
function unassignedMethods(): Plugin {
  const methods =
    /\w+\.prototype\.(valueOf|toString|toJSON)\s*=\s*function\s*\(\)\s*\{\s*return this\.value( ?\+ ?"")?;?\s*\}\s*;?/g;
  return {
    name: 'helplet:unassigned-methods',
    transform(code, id) {
      if (!id.includes('@preact/signals-core')) return null;
      const kept = code.replace(methods, '');
      if (kept === code) throw new Error('vite.config.ts: signals-core assigns its methods in another way now');
      return kept;
    },
  };
}

/** Leaves out what idb adds to databases and cursors: we use its promises of requests and transactions alone. */
function plainIdb(): Plugin {
  return {
    name: 'helplet:plain-idb',
    transform(code, id) {
      if (!id.includes('/idb/build/index.js')) return null;
      const [core = '', ...extras] = code.split(/^const readMethods = |^(?=export \{)/m);
      if (extras.length !== 2) throw new Error('vite.config.ts: idb is built in another way now');
      return core + extras[1];
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
          comments: { annotation: false }, // for bundlers; these chunks are final
          entryFileNames: names,
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: {
            groups: [
              // By rank: a group takes what its modules import along, unless a higher one has it.
              { name: 'masking', test: /\/src\/(?:privacy|text\/scan)\//, priority: 3 },
              { name: chunkIf('shared'), debugName: 'shared', priority: 2 },
              { name: chunkIf('later'), debugName: 'later', priority: 1 },
            ],
          },
        },
      },
    },
  };
}

/** What of rolldown's context a group's name is found with. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

function chunkIf(wanted: string) {
  return (id: string, graph: ModuleGraph) => (sharedChunk(id, graph) === wanted ? wanted : null);
}

/**
 * The chunk of a module that several chunks import: `shared` where core or panel need it, one request at the first
 * opening and not one for each module; `later` where only lazy chunks do. What adapters alone share stays apart, and so does what the worker fetches.
 */
function sharedChunk(id: string, graph: ModuleGraph): string | null {
  const roots = new Set<string>();
  const seen = new Set<string>();
  const climb = (module: string) => {
    if (seen.has(module)) return;
    seen.add(module);
    const importers = graph.getModuleInfo(module)?.importers ?? [];
    if (importers.length === 0) roots.add(/([\w-]+)\.tsx?$/.exec(module)?.[1] ?? module);
    importers.forEach(climb);
  };
  climb(id);
  if (roots.size < 2) return null;
  if (roots.has('core') || roots.has('panel')) return 'shared';
  return id.includes('/transports/') || roots.has('prepare') ? null : 'later';
}

/** DESIGN floor of the widget: the newest syntax all three engines of these versions read. */
const BROWSERS = ['chrome111', 'firefox115', 'safari16.4'];

async function buildApp(builder: ViteBuilder): Promise<void> {
  const { page, esm, language, prepare, worker, console: consolePage, cli, tag } = builder.environments;
  if (!page || !esm || !language || !prepare || !worker || !consolePage || !cli || !tag)
    throw new Error('vite.config.ts: an environment is missing');
  rmSync(new URL('./dist', import.meta.url), { recursive: true, force: true });
  // First, because the others name them.
  await builder.build(language);
  await builder.build(prepare);
  await builder.build(page);
  await builder.build(worker);
  await builder.build(consolePage);
  await builder.build(cli);
  // Last, because they name the page's chunks.
  await builder.build(esm);
  await builder.build(tag);
  cpSync(new URL('./src/language/weights', import.meta.url), new URL('./dist/models', import.meta.url), {
    recursive: true,
  });
}

export default defineConfig({
  base: './',
  publicDir: false,
  define: {
    __HELPLET_VERSION__: JSON.stringify(version),
    __HELPLET_LOCALES__: JSON.stringify(
      Object.fromEntries(locales.map(({ lang, part, file, integrity }) => [`${lang}-${part}`, { file, integrity }])),
    ),
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [unassignedMethods(), plainIdb(), messageFiles(), chunkNames(), esmChunkNames(), consolePage()],
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
          sending: 'src/entries/sending.ts',
          conversation: 'src/entries/conversation.tsx',
          survey: 'src/entries/survey.tsx',
          attachments: 'src/entries/attachments.tsx',
        },
        'chunks/[name]-[hash].js',
      ),
    },
    esm: { consumer: 'client', ...esBuild({ index: 'src/entries/index.ts' }, 'index.js') },
    language: {
      consumer: 'client',
      ...esBuild({ language: 'src/entries/language.ts' }, 'chunks/[name]-[hash].js'),
    },
    prepare: { consumer: 'client', ...esBuild({ prepare: 'src/entries/prepare.ts' }, 'chunks/[name]-[hash].js') },
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
    // tfjs names its files without endings, which Node by itself does not read.
    server: { deps: { inline: [/@tensorflow/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/faults/**'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.ts'],
          retry: 1, // a machine that stands still for seconds is no finding
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      // Long: has a command of its own, `npm run test:full`.
      {
        extends: true,
        test: {
          name: 'full',
          include: ['test/browser/full/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
