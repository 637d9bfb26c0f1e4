import type { Graph } from '../graph/graph.ts';
import { makeGraph } from './messages.ts';
import { type AxisPlace, nameOfInput, ProgramWriter } from './programWriter.ts';
import { writeGraph } from './writeGraph.ts';
import { type ModelFacts, writeModel } from './writeModel.ts';

/** What may be asked of the file besides what the graph says. */
export interface EmitOptions extends ModelFacts {
  /** Only operators of the ONNX standard: the file then runs in other programs than ONNX Runtime. */
  readonly portable?: boolean;
}

/**
 * A graph as the bytes of an ONNX file: inputs and outputs keep their names, named dimensions stay
 * open, constants are stored once, and loops are `Scan` operators whose bodies read captured values
 * where they are. The same graph gives the same bytes.
 */
export function emitOnnx(graph: Graph, options: EmitOptions = {}): Uint8Array {
  const names = new Map(graph.inputs.map((input) => [input, nameOfInput(input)]));
  const outputNames = graph.outputs.map((output) => output.name);
  const program = new ProgramWriter([...names.values(), ...outputNames], axisPlaces(graph));
  const context = { program, portable: options.portable ?? false, path: '' };
  const main = writeGraph(context, graph, graph.inputs, names, outputNames);
  const nodes = [...program.prelude, ...main.nodes];
  return writeModel(makeGraph({ ...main, nodes, initializers: program.initializers }), options);
}

/** Where the length of each named axis can be read: the first input that has it. */
function axisPlaces(graph: Graph): ReadonlyMap<string, AxisPlace> {
  const places = new Map<string, AxisPlace>();
  for (const input of graph.inputs) {
    input.shape.forEach((dimension, axis) => {
      if (typeof dimension === 'string' && !places.has(dimension)) {
        places.set(dimension, { input: nameOfInput(input), axis });
      }
    });
  }
  return places;
}
