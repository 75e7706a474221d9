/** @file The second thread of `MachineGain`: measures on request. */
import { parentPort, workerData } from 'node:worker_threads';
import { meterOf, steady } from './peak.js';

const meter = meterOf(workerData as WebAssembly.Module);
parentPort?.on('message', () => {
  parentPort?.postMessage(steady(meter));
});
