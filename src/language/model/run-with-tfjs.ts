import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/backend_cpu';
import { add } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add';
import { batchMatMul } from '@tensorflow/tfjs-backend-cpu/dist/kernels/BatchMatMul';
import { gatherV2 } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2';
import { softmax } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax';
import { createModelFeaturiser, type LanguageModel, type ModelHead, toWeights } from './language-model.ts';
import type { RunModel } from './run-model.ts';

type TensorInfo = ReturnType<MathBackendCPU['makeTensorInfo']>;
type Values = Float32Array | Int32Array;

/**
 * Runs a model with TensorFlow.js on its CPU backend: gather the buckets' rows, two matrix products, softmax. The
 * kernels are called directly, so that only these four and what they need are loaded; import this file lazily.
 */
export function createTfjsRun(model: LanguageModel): RunModel {
  const { bucketCount, dimensions } = model;
  const backend = new MathBackendCPU();
  const tensor = (shape: number[], values: Values): TensorInfo =>
    backend.makeTensorInfo(shape, values instanceof Int32Array ? 'int32' : 'float32', values);
  const table = tensor([bucketCount, dimensions], toTable(model));
  const heads = model.heads.map((head) => loadHead(head, dimensions, tensor));
  const featurise = createModelFeaturiser(model);
  const multiply = (a: TensorInfo, b: TensorInfo, transposeB: boolean): TensorInfo =>
    batchMatMul({ inputs: { a, b }, backend, attrs: { transposeA: false, transposeB } });
  return (text) => {
    const made: TensorInfo[] = [];
    const keep = (info: TensorInfo): TensorInfo => {
      made.push(info);
      return info;
    };
    const { buckets, values } = featurise(text);
    const count = Math.max(1, buckets.length); // a text without features is one bucket that counts nothing
    const indices = new Int32Array(count);
    indices.set(buckets);
    const weights = new Float32Array(count);
    weights.set(values);
    const rows = keep(
      gatherV2({
        inputs: { x: table, indices: keep(tensor([count], indices)) },
        backend,
        attrs: { axis: 0, batchDims: 0 },
      }),
    );
    const vector = keep(
      multiply(keep(tensor([1, 1, count], weights)), { ...rows, shape: [1, count, dimensions] }, false),
    );
    const probabilities = heads.map((head) => {
      const product = keep(multiply(vector, head.weights, true));
      const scores = keep(add({ inputs: { a: product, b: head.bias }, backend }) as TensorInfo); // one tensor, not a list
      const logits = { ...scores, shape: [1, head.labelCount] };
      const result = keep(softmax({ inputs: { logits }, backend, attrs: { dim: -1 } }));
      return Float32Array.from(backend.data.get(result.dataId).values as Float32Array); // floats: made above
    });
    for (const info of made) backend.disposeIntermediateTensorInfo(info);
    return probabilities;
  };
}

/** The table as floats: bucketCount × dimensions. */
function toTable({ table, scales, dimensions }: LanguageModel): Float32Array {
  const floats = new Float32Array(table.length);
  for (let index = 0; index < table.length; index++) {
    floats[index] = (table[index] as number) * (scales[Math.floor(index / dimensions)] as number); // one scale a row
  }
  return floats;
}

/** Weights and bias, both divided by the temperature, so that softmax need not. */
function loadHead(head: ModelHead, dimensions: number, tensor: (shape: number[], values: Values) => TensorInfo) {
  const { temperature, bias } = head;
  const labelCount = head.labels.length;
  const weights = toWeights(head).map((value) => value / temperature);
  return {
    labelCount,
    weights: tensor([1, labelCount, dimensions], weights),
    bias: tensor(
      [1, 1, labelCount],
      bias.map((value) => value / temperature),
    ),
  };
}
