/**
 * @file The peers that nerwin is compared with: which of them are installed, and how to install the others.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { python } from './machine.js';

export interface Peer {
  readonly name: string;
  /** The parts that compare nerwin with it. */
  readonly parts: readonly string[];
  /** The command that installs it. */
  readonly get: string;
  /** Undefined if it is not installed. */
  readonly version: string | undefined;
}

const packages = new URL('peers/node_modules/', import.meta.url);

/** Folder of the Python packages of `peers/requirements.txt`, which need newer versions than Debian's. */
export const peerEnvironment = fileURLToPath(new URL('peers/venv', import.meta.url));

export const peerPython = `${peerEnvironment}/bin/python`;

/**
 * Folder of the newest PyTorch and NumPy of PyPI; Debian's are years older. Several gigabytes, because PyPI's PyTorch brings the
 * libraries of CUDA along, without which it does not load.
 */
export const currentEnvironment = 'runs/bench/python';

export const currentPython = `${currentEnvironment}/bin/python`;

/** Returns the version of a package in `peers/`. */
function packageVersion(name: string): string | undefined {
  const file = new URL(`${name}/package.json`, packages);
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Returns the version of a Python module, without loading it. */
export function moduleVersion(name: string, command = python): string | undefined {
  try {
    const program = `import importlib.metadata as modules; print(modules.version("${name}"))`;
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync(command, ['-c', program], { encoding: 'utf8', stdio }).trim().split('+')[0];
  } catch {
    return undefined;
  }
}

/** Returns all peers, with their versions on this machine. */
export function findPeers(): Peer[] {
  const ofPython = (name: string, module: string, parts: string[], packaged: string): Peer => {
    return { name, parts, get: `apt-get install ${packaged}`, version: moduleVersion(module) };
  };
  const ofEnvironment = (name: string, module: string): Peer => {
    const version = moduleVersion(module, peerPython);
    return { name, parts: ['accuracy'], get: 'npm run bench -- --peers', version };
  };
  const ofPypi = (name: string, module: string): Peer => {
    const version = moduleVersion(module, currentPython);
    return { name: `${name} of PyPI`, parts: ['kernels', 'run'], get: 'npm run bench -- --peers', version };
  };
  const ofNode = (name: string, module: string, parts: string[]): Peer => {
    return { name, parts, get: 'npm run bench -- --peers', version: packageVersion(module) };
  };
  return [
    ofPython('PyTorch', 'torch', ['kernels', 'run'], 'python3-torch'),
    ofPython('NumPy', 'numpy', ['kernels', 'reading'], 'python3-numpy libopenblas0'),
    ofPypi('PyTorch', 'torch'),
    ofPypi('NumPy', 'numpy'),
    ofNode('TensorFlow.js', '@tensorflow/tfjs', ['kernels']),
    ofNode('wink-nlp', 'wink-nlp', ['tagging']),
    ofNode('compromise', 'compromise', ['tagging', 'accuracy']),
    ofEnvironment('spaCy', 'spacy'),
    ofEnvironment('CRFsuite', 'python-crfsuite'),
  ];
}

/** Returns one line for each missing peer that these parts would be compared with. */
export const missing = (peers: readonly Peer[], parts: readonly string[]): string[] =>
  peers
    .filter((peer) => peer.version === undefined && peer.parts.some((part) => parts.includes(part)))
    .map(
      ({ name, parts: its, get }) =>
        `${name} is not installed, so ${its.join(' and ')} run without it: ${get}`,
    );

/** Returns `PyTorch 1.13.0, NumPy 1.24.2, no compromise`. */
export const versionsOf = (peers: readonly Peer[]): string =>
  peers.map(({ name, version }) => (version === undefined ? `no ${name}` : `${name} ${version}`)).join(', ');
