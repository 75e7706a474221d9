/** @file The other thread of `MachineGain`: measures when it is asked to. */
import { parentPort, workerData } from 'node:worker_threads';
import { meterOf, steady } from './peak.js';

const meter = meterOf(workerData as WebAssembly.Module);
parentPort?.on('message', () => {
  parentPort?.postMessage(steady(meter));
});
