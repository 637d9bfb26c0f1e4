import { attributeTypes } from './attributes.ts';
import type {
  AttributeProto,
  GraphProto,
  ModelProto,
  NodeProto,
  ValueInfoProto,
} from './generated/onnx_pb.ts';
import { printTensor, printType } from './printTensor.ts';
import { readOnnx } from './readOnnx.ts';

/**
 * An ONNX file as text, one line for each input, stored tensor, operator and output; the bodies of
 * loops and branches are indented under their operator. Tensors are shown by type and shape, and by
 * value where they are short.
 */
export function printOnnx(bytes: Uint8Array): string {
  const model = readOnnx(bytes);
  const lines = [...printHead(model), ...(model.graph ? printGraph(model.graph, '') : [])];
  return `${lines.join('\n')}\n`;
}

const indentStep = '  ';

function printHead(model: ModelProto): readonly string[] {
  const opsets = model.opsetImport.map(({ domain, version }) => `${domain || 'onnx'} ${version}`);
  return [
    `file format ${model.irVersion}, operators ${opsets.join(', ')}`,
    `made by ${[model.producerName, model.producerVersion].filter(Boolean).join(' ')}`,
    ...(model.docString ? printProse('about', model.docString) : []),
    ...model.metadataProps.flatMap(({ key, value }) => printProse(`metadata ${key}`, value)),
  ];
}

/** A text behind its title, or under it where it has several lines. */
function printProse(title: string, text: string): readonly string[] {
  const lines = text.trimEnd().split('\n');
  return lines.length > 1
    ? [`${title}:`, ...lines.map((line) => `${indentStep}| ${line}`)]
    : [`${title}: ${text.trimEnd()}`];
}

function printGraph(graph: GraphProto, indent: string): readonly string[] {
  const inner = indent + indentStep;
  return [
    `${indent}graph ${graph.name}`,
    ...graph.input.map((input) => `${inner}input ${printDeclaration(input)}`),
    ...graph.initializer.map((tensor) => `${inner}stored ${tensor.name} ${printTensor(tensor)}`),
    ...graph.node.flatMap((node) => printNode(node, inner)),
    ...graph.output.map((output) => `${inner}output ${printDeclaration(output)}`),
  ];
}

function printNode(node: NodeProto, indent: string): readonly string[] {
  const operator = node.domain ? `${node.domain}.${node.opType}` : node.opType;
  const inputs = node.input.map((input) => input || '-');
  const plain = node.attribute.flatMap((attribute) => {
    const value = printAttribute(attribute);
    return value === undefined ? [] : [`${attribute.name}=${value}`];
  });
  const outputs = node.output.map((output) => output || '-');
  const settings = plain.length > 0 ? ` {${plain.join(', ')}}` : '';
  return [
    `${indent}${outputs.join(', ')} = ${operator}(${inputs.join(', ')})${settings}`,
    ...node.attribute.flatMap((attribute) => printBodies(attribute, indent + indentStep)),
  ];
}

function printBodies(attribute: AttributeProto, indent: string): readonly string[] {
  const graphs = attribute.g ? [attribute.g] : attribute.graphs;
  return graphs.flatMap((graph) => [
    `${indent}${attribute.name}:`,
    ...printGraph(graph, indent + indentStep),
  ]);
}

/** The value of an attribute on one line; `undefined` for graphs, which need more. */
function printAttribute(attribute: AttributeProto): string | undefined {
  if (attribute.refAttrName) {
    return `@${attribute.refAttrName}`;
  }
  switch (attribute.type) {
    case attributeTypes.float:
      return String(attribute.f ?? 0);
    case attributeTypes.int:
      return String(attribute.i ?? 0n);
    case attributeTypes.string:
      return printText(attribute.s);
    case attributeTypes.tensor:
      return attribute.t ? printTensor(attribute.t) : '?';
    case attributeTypes.floats:
      return `[${attribute.floats.join(', ')}]`;
    case attributeTypes.ints:
      return `[${attribute.ints.join(', ')}]`;
    case attributeTypes.strings:
      return `[${attribute.strings.map(printText).join(', ')}]`;
    case attributeTypes.tensors:
      return `[${attribute.tensors.map(printTensor).join(', ')}]`;
    case attributeTypes.typeProto:
      return printType(attribute.tp);
    case attributeTypes.graph:
    case attributeTypes.graphs:
      return undefined;
    default:
      return `(type ${attribute.type})`;
  }
}

function printDeclaration(declaration: ValueInfoProto): string {
  return `${declaration.name} ${printType(declaration.type)}`;
}

function printText(bytes: Uint8Array | undefined): string {
  return JSON.stringify(new TextDecoder().decode(bytes));
}
