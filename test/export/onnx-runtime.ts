/** @file Runs an ONNX file with onnxruntime-web, on its WebAssembly backend. */

/** A tensor of onnxruntime. */
interface Tensor {
  readonly data: Float32Array | BigInt64Array;
  readonly dims: readonly number[];
}

/** The part of onnxruntime-web that is used here. */
interface Runtime {
  readonly env: { readonly wasm: { numThreads: number } };
  readonly Tensor: new (type: string, data: Tensor['data'], dims: readonly number[]) => Tensor;
  readonly InferenceSession: {
    create(
      file: Uint8Array,
      options: object,
    ): Promise<{
      readonly inputNames: readonly string[];
      run(inputs: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
    }>;
  };
}

/** An input: numbers and lengths. */
export type Input = readonly [data: Float32Array | BigInt64Array, ...dims: number[]];

/** Returns the outputs of an ONNX file for these inputs, by name. */
export async function runOnnx(
  file: Uint8Array,
  inputs: Readonly<Record<string, Input>>,
): Promise<Readonly<Record<string, Float32Array>>> {
  const name: string = 'onnxruntime-web';
  const { env, Tensor, InferenceSession } = (await import(name)) as Runtime;
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(file, { executionProviders: ['wasm'] });
  const tensors = Object.entries(inputs).map(([key, [data, ...dims]]) => {
    const type = data instanceof Float32Array ? 'float32' : 'int64';
    return [key, new Tensor(type, data, dims)] as const;
  });
  const outputs = await session.run(Object.fromEntries(tensors));
  return Object.fromEntries(Object.entries(outputs).map(([key, { data }]) => [key, data as Float32Array]));
}
