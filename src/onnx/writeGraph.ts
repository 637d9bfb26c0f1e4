import { present } from '../base/invariant.ts';
import type { Graph, NodeOf, OpKind, Value } from '../graph/graph.ts';
import { dataTypes } from './dataTypes.ts';
import { type EmitRule, emitRules } from './emitRules.ts';
import { type FoldedNodes, foldOperands } from './foldOperands.ts';
import { addNode, type GraphWriter, nameOf } from './graphWriter.ts';
import { type GraphParts, makeDeclaration } from './messages.ts';
import { nameOfInput } from './programWriter.ts';

/** What a graph shares with the graphs around it, and where it stands among them. */
export type WriteContext = Pick<GraphWriter, 'program' | 'portable' | 'path'>;

/**
 * Writes the nodes of a graph whose inputs are found under `names` and whose outputs get
 * `outputNames`; the inputs in `declared` become the written graph's own, those of `booleans` as such.
 */
export function writeGraph(
  context: WriteContext,
  graph: Graph,
  declared: readonly Value[],
  names: Map<Value, string>,
  outputNames: readonly string[],
  booleans: ReadonlySet<Value> = new Set(),
): GraphParts {
  const folded = foldOperands(graph, context.portable);
  const writer: GraphWriter = {
    ...context,
    names,
    booleans: new Map([...booleans].map((value) => [value, names.get(value) ?? ''])),
    wanted: wantedNames(graph, folded, outputNames),
    nodes: [],
    writeBody: (body, loop, captured, masks) => writeBody(context, body, loop, captured, masks),
  };
  for (const [node, operands] of folded) {
    const inputs = operands.inputs.map((input) => nameOf(writer, input));
    const rule = emitRules[node.kind] as EmitRule<OpKind>;
    rule(writer, node as NodeOf<OpKind>, inputs, operands);
  }
  const outputs = graph.outputs.map(({ value }, index) => {
    const name = present(outputNames[index], 'the name of an output');
    if (nameOf(writer, value) !== name) {
      addNode(writer, 'Identity', [nameOf(writer, value)], [name]);
    }
    return makeDeclaration(name, value.shape);
  });
  const inputs = declared.map((input) => {
    const type = booleans.has(input) ? dataTypes.bool : dataTypes.float;
    return makeDeclaration(nameOf(writer, input), input.shape, '', type);
  });
  return { name: graph.name, inputs, outputs, nodes: writer.nodes };
}

/** A loop's body; its last inputs are values of the graph around it, which it reads by their names. */
function writeBody(
  context: WriteContext,
  body: Graph,
  loop: string,
  captured: readonly string[],
  booleans: ReadonlySet<Value>,
): GraphParts {
  const { program } = context;
  const path = `${loop}/`;
  const own = body.inputs.slice(0, body.inputs.length - captured.length);
  const names = new Map<Value, string>();
  body.inputs.forEach((input, index) => {
    const outer = captured[index - own.length];
    names.set(input, outer ?? program.uniqueName(path + nameOfInput(input)));
  });
  const outputNames = body.outputs.map((output) => program.uniqueName(path + output.name));
  return writeGraph({ ...context, path }, body, own, names, outputNames, booleans);
}

/** The values that can be computed under the very name of an output. */
function wantedNames(
  graph: Graph,
  folded: FoldedNodes,
  outputNames: readonly string[],
): ReadonlyMap<Value, string> {
  const wanted = new Map<Value, string>();
  graph.outputs.forEach(({ value }, index) => {
    if (folded.has(value.node) && !wanted.has(value)) {
      wanted.set(value, present(outputNames[index], 'the name of an output'));
    }
  });
  return wanted;
}
