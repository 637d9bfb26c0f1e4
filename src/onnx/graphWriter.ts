import { present } from '../base/invariant.ts';
import type { Graph, Node, Value } from '../graph/graph.ts';
import type { AttributeValue } from './attributes.ts';
import { dataTypes } from './dataTypes.ts';
import type { NodeProto } from './generated/onnx_pb.ts';
import { type GraphParts, makeNode } from './messages.ts';
import type { ProgramWriter } from './programWriter.ts';

/** One graph on its way into a file: the file's main graph, or the body of a loop. */
export interface GraphWriter {
  readonly program: ProgramWriter;
  /** The names under which values are found in the file. */
  readonly names: Map<Value, string>;
  /** The same for values that are read as booleans. */
  readonly booleans: Map<Value, string>;
  /** Values that are computed under the very name of an output. */
  readonly wanted: ReadonlyMap<Value, string>;
  readonly nodes: NodeProto[];
  /** Stands in front of the names of a body: `scan/`. */
  readonly path: string;
  /** Whether only operators of the ONNX standard may be used. */
  readonly portable: boolean;
  /**
   * Writes the body of the loop named `loop`; its last inputs are read under the names `captured`, and
   * those among `booleans` are no floats.
   */
  readonly writeBody: (
    body: Graph,
    loop: string,
    captured: readonly string[],
    booleans: ReadonlySet<Value>,
  ) => GraphParts;
}

/** Adds one operator. */
export function addNode(
  writer: GraphWriter,
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  domain = '',
): NodeProto {
  const node = makeNode(operator, inputs, outputs, attributes, domain);
  writer.nodes.push(node);
  return node;
}

/** Adds one operator whose output exists only on the way to `target`, and gives its name. */
export function addHelper(
  writer: GraphWriter,
  target: string,
  operator: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): string {
  const name = writer.program.uniqueName(`${target}/${operator}`);
  addNode(writer, operator, inputs, [name], attributes);
  return name;
}

/** Names a value: as the graph's own output where it is one, otherwise by the wish. */
export function nameValue(writer: GraphWriter, value: Value, wish: string): string {
  const name = writer.wanted.get(value) ?? writer.program.uniqueName(wish);
  writer.names.set(value, name);
  return name;
}

/** Names all outputs of a node after its operator. */
export function nameOutputs(writer: GraphWriter, node: Node): readonly string[] {
  return node.outputs.map((output) => nameValue(writer, output, `${writer.path}${node.kind}`));
}

/** Names the only output of a node. */
export function nameOutput(writer: GraphWriter, node: Node): string {
  return present(nameOutputs(writer, node)[0], `the output of ${node.kind}`);
}

/** The name under which a value was written. */
export function nameOf(writer: GraphWriter, value: Value): string {
  return present(writer.names.get(value), `the name of a ${value.node.kind}`);
}

/** The name of a value as booleans: true where it is not 0. */
export function booleanOf(writer: GraphWriter, value: Value): string {
  const known = writer.booleans.get(value);
  if (known !== undefined) {
    return known;
  }
  const attributes = { to: { int: dataTypes.bool } };
  const name = nameOf(writer, value);
  const made = addHelper(writer, name, 'Cast', [name], attributes);
  writer.booleans.set(value, made);
  return made;
}
