/** @file The other thread of `MachineGain`: measures when it is asked to. */
import { parentPort, workerData } from 'node:worker_threads';
import { meterOf } from './peak.js';
import { median } from './statistics.js';

const meter = meterOf(workerData as WebAssembly.Module);
parentPort!.on('message', () => {
  parentPort!.postMessage(median([meter(), meter(), meter(), meter(), meter()]));
});
