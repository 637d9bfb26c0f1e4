import type { AttributeValue } from './attributes.ts';
import type { NodeProto } from './generated/onnx_pb.ts';
import { makeNode } from './messages.ts';
import type { ProgramWriter } from './programWriter.ts';

/** The file on its way. */
export interface ExportedFile {
  readonly program: ProgramWriter;
  readonly nodes: NodeProto[];
  /** The name of the lengths of the sequences, int32 `[B]`, where they differ. */
  readonly lengths: string | undefined;
  /** The name of what graphs call `mask`, where lengths differ. */
  readonly mask: string | undefined;
}

/** What goes from layer to layer: `[T, B, width]`, or `[B, width]` after the last time step. */
export interface Flow {
  readonly value: string;
  readonly width: number;
  readonly isSequence: boolean;
}

/** Adds one operator with one output, and gives its name. */
export function append(
  file: ExportedFile,
  wish: string,
  operator: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): string {
  const name = file.program.uniqueName(wish);
  file.nodes.push(makeNode(operator, inputs, [name], attributes));
  return name;
}
