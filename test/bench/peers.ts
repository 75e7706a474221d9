/** @file What nerwin is measured against: which of it is here, and how to get the rest. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { python } from './machine.js';

export interface Peer {
  readonly name: string;
  /** The parts that compare with it. */
  readonly parts: readonly string[];
  /** How it is installed. */
  readonly get: string;
  /** Undefined when it isn't here. */
  readonly version: string | undefined;
}

const packages = new URL('peers/node_modules/', import.meta.url);

/** The version of a package in `peers/`. */
function packageVersion(name: string): string | undefined {
  const file = new URL(`${name}/package.json`, packages);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The version of a module of Python. It isn't loaded for that. */
function moduleVersion(name: string): string | undefined {
  try {
    const program = `import importlib.metadata as modules; print(modules.version("${name}"))`;
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync(python, ['-c', program], { encoding: 'utf8', stdio }).trim().split('+')[0];
  } catch {
    return undefined;
  }
}

/** All peers, as this machine has them. */
export function findPeers(): Peer[] {
  const ofPython = (name: string, module: string, parts: string[], packaged: string): Peer => {
    return { name, parts, get: `apt-get install ${packaged}`, version: moduleVersion(module) };
  };
  const ofNode = (name: string, module: string, parts: string[]): Peer => {
    return { name, parts, get: 'npm run bench -- --peers', version: packageVersion(module) };
  };
  return [
    ofPython('PyTorch', 'torch', ['kernels', 'run'], 'python3-torch'),
    ofPython('NumPy', 'numpy', ['kernels', 'reading'], 'python3-numpy libopenblas0'),
    ofNode('TensorFlow.js', '@tensorflow/tfjs', ['kernels']),
    ofNode('wink-nlp', 'wink-nlp', ['tagging']),
    ofNode('compromise', 'compromise', ['tagging']),
  ];
}

/** A line for each peer that these parts would be compared with, had it been here. */
export const missing = (peers: readonly Peer[], parts: readonly string[]): string[] =>
  peers
    .filter((peer) => peer.version === undefined && peer.parts.some((part) => parts.includes(part)))
    .map(({ name, parts: its, get }) => `${name} is not here, so ${its.join(' and ')} go without: ${get}`);

/** `PyTorch 1.13.0, NumPy 1.24.2, no compromise`. */
export const versionsOf = (peers: readonly Peer[]): string =>
  peers.map(({ name, version }) => (version === undefined ? `no ${name}` : `${name} ${version}`)).join(', ');
