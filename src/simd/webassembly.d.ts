/** The part of the WebAssembly interface that the kernels use; TypeScript declares it only for browsers. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: boolean });
    readonly buffer: SharedArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: Readonly<Record<string, (...numbers: number[]) => number>>;
  }
  function validate(bytes: Uint8Array): boolean;
  function compile(bytes: Uint8Array): Promise<Module>;
}

/** The compiled kernel in Base64, which the build puts into the script for browsers. */
declare module '*.wasm' {
  const base64: string;
  export default base64;
}
