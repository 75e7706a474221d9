/**
 * @file A worker thread of a `ThreadPool`: runs an instance of the module on the
 * shared memory until told to exit.
 */
import { workerData } from 'node:worker_threads';

const { module, memory, plan } = workerData as {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  plan: number;
};
const { open, serve, fail } = new WebAssembly.Instance(module, { env: { memory } }).exports;
open(plan);
try {
  serve();
} catch (error) {
  fail();
  throw error;
}
