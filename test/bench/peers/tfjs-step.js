/**
 * @file TensorFlow.js on its WebAssembly backend: one training step, written as its user would (tf.variableGrads, tf.train.sgd; W as
 * tf.layers.dense lays it out), in the protocol of the other peers.
 *
 *     node tfjs-step.js DIRECTORY
 *
 * Prints `check J ΣW ΣW² Σb Σu` after 8 steps of 32 pairs at α = 0.01, then answers every line `B threads milliseconds` with pairs
 * per second. Under Node the backend has one thread, whatever is asked for.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

const backend = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(`${dirname(backend)}/`);
if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend does not start');

const [directory] = process.argv.slice(2);
const { V, d, H, N } = JSON.parse(readFileSync(`${directory}/shape.json`, 'utf8'));
const bytes = (name) => new Uint8Array(readFileSync(`${directory}/${name}`)).buffer;
const table = tf.tensor(new Float32Array(bytes('table.f32')), [V, d]);
const windows = tf.tensor(new Int32Array(bytes('windows.i32')), [N, 2, 5], 'int32');
const W0 = tf.tensor(new Float32Array(bytes('W.f32')), [H, 5 * d]).transpose();
const u0 = tf.tensor(new Float32Array(bytes('u.f32')), [H, 1]);

function training(rate) {
  const W = tf.variable(W0); // (5d, H)
  const b = tf.variable(tf.zeros([H]));
  const u = tf.variable(u0);
  const optimizer = tf.train.sgd(rate);

  const score = (rows) => {
    const x = tf.gather(table, rows).reshape([rows.shape[0], 5 * d]);
    return x.matMul(W).add(b).tanh().matMul(u).squeeze([1]);
  };

  /** One step on B pairs from the first on; gives J. */
  const step = (first, B) =>
    tf.tidy(() => {
      const [rows, corruptRows] = tf.unstack(windows.slice([first, 0, 0], [B, 2, 5]), 1);
      const hinge = () => tf.relu(tf.sub(1, score(rows)).add(score(corruptRows))).sum();
      const { value, grads } = tf.variableGrads(hinge);
      optimizer.applyGradients(grads);
      return value;
    });

  return { step, W, b, u };
}

function check() {
  const { step, W, b, u } = training(0.01);
  let J;
  for (let k = 0; k < 8; k++) [J] = step(k * 32, 32).dataSync();
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const numbers = (tensor) => [...tensor.dataSync()];
  const squares = numbers(W).map((weight) => weight * weight);
  return [J, sum(numbers(W)), sum(squares), sum(numbers(b)), sum(numbers(u))];
}

console.log('check', ...check());

const { step } = training(1e-6);
for await (const line of createInterface({ input: process.stdin })) {
  const [B, , milliseconds] = line.split(' ').map(Number);
  for (let k = 0; k < 3; k++) step(k * B, B).dispose();
  let [first, done] = [0, 0];
  const start = performance.now();
  let now = start;
  while (now - start < milliseconds) {
    first = (first + B) % (N - B + 1);
    step(first, B).dispose();
    done += B;
    now = performance.now();
  }
  console.log((1000 * done) / (now - start));
}
