/**
 * @file An ONNX model as protocol buffers: graphs of named operators, constants, inputs and outputs. The field numbers are those of
 * onnx.proto3 (github.com/onnx/onnx). Numbers are little-endian.
 */
import { type Message, nested, text, whole } from './protobuf.js';

type Data = Float32Array | Int8Array | BigInt64Array;

/** A constant of the graph. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Data;
}

/** A type of number in ONNX; the value is its code. */
export const elements = { float: 1, int8: 3, int64: 7 } as const;
export type ElementType = keyof typeof elements;

/** An input or output: a name stands for a length that the caller chooses. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
  readonly meaning: string;
}

/** An operator with its inputs and its output, by name. */
export interface Operator {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly constants: readonly Constant[];
  /** In an order in which every input of an operator is computed before it. */
  readonly operators: readonly Operator[];
}

/** Everything around the graph. */
export interface OnnxInfo {
  readonly opset: number;
  readonly version: string;
  readonly meaning: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Version of the file format (IR) that is written; runtimes since ONNX 1.10 read it. */
const irVersion = 8;

/** Returns the bytes of a model file, in pieces. */
export function onnxFile(graph: OnnxGraph, { opset, version, meaning, metadata }: OnnxInfo): Message {
  return [
    whole(1, irVersion),
    text(2, 'nerwin'),
    text(3, version),
    text(6, meaning),
    nested(7, graphMessage(graph)),
    nested(8, whole(2, opset)),
    ...Object.entries(metadata).map(([key, value]) => nested(14, text(1, key), text(2, value))),
  ].flat();
}

function graphMessage({ name, inputs, outputs, constants, operators }: OnnxGraph): Message {
  return [
    ...operators.map((operator) => nested(1, operatorMessage(operator))),
    text(2, name),
    ...constants.map((constant) => nested(5, constantMessage(constant))),
    ...inputs.map((port) => nested(11, portMessage(port))),
    ...outputs.map((port) => nested(12, portMessage(port))),
  ].flat();
}

const operatorMessage = ({ type, inputs, output, attributes = {} }: Operator): Message =>
  [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, `${type}:${output}`),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => nested(5, attributeMessage(name, value))),
  ].flat();

const [INT, INTS] = [2, 7];

const attributeMessage = (name: string, value: number | readonly number[]): Message =>
  [
    text(1, name),
    ...(typeof value === 'number' ? [whole(3, value)] : value.map((item) => whole(8, item))),
    whole(20, typeof value === 'number' ? INT : INTS),
  ].flat();

function constantMessage({ name, shape, data }: Constant): Message {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return [
    ...shape.map((length) => whole(1, length)),
    whole(2, typeOf(data)),
    text(8, name),
    nested(9, [bytes]),
  ].flat();
}

function typeOf(data: Data): number {
  if (data instanceof Float32Array) return elements.float;
  return data instanceof Int8Array ? elements.int8 : elements.int64;
}

function portMessage({ name, type, shape, meaning }: Port): Message {
  const lengths = shape.map((length) =>
    nested(1, typeof length === 'number' ? whole(1, length) : text(2, length)),
  );
  const tensor = nested(1, whole(1, elements[type]), nested(2, ...lengths));
  return [text(1, name), nested(2, tensor), text(3, meaning)].flat();
}
