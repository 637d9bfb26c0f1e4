import { create, toBinary } from '@bufbuild/protobuf';
import { type GraphProto, ModelProtoSchema } from './generated/onnx_pb.ts';

/**
 * The version of ONNX's operators that is written. Every operator in use has its present meaning
 * since version 15; 18 (ONNX Runtime 1.14, 2023) is what most converters and runtimes read, so that
 * exported files open in as many places as possible.
 */
const operatorVersion = 18n;

/** The version of the file format that came out together with those operators. */
const formatVersion = 8n;

/** The domain of ONNX Runtime's own operators. */
export const runtimeDomain = 'com.microsoft';

/** What is said of a file besides its graph. */
export interface ModelFacts {
  readonly documentation?: string;
  /** Pairs of key and value, kept in this order. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly producerVersion?: string;
}

/** The bytes of a file; the same graph and facts give the same bytes. */
export function writeModel(graph: GraphProto, facts: ModelFacts): Uint8Array {
  const opsets = [{ domain: '', version: operatorVersion }];
  if (usesDomain(graph, runtimeDomain)) {
    opsets.push({ domain: runtimeDomain, version: 1n });
  }
  const model = create(ModelProtoSchema, {
    irVersion: formatVersion,
    producerName: 'RNN Studio',
    producerVersion: facts.producerVersion ?? '',
    docString: facts.documentation ?? '',
    graph,
    opsetImport: opsets,
    metadataProps: Object.entries(facts.metadata ?? {}).map(([key, value]) => ({ key, value })),
  });
  return toBinary(ModelProtoSchema, model);
}

function usesDomain(graph: GraphProto, domain: string): boolean {
  return graph.node.some(
    (node) =>
      node.domain === domain ||
      node.attribute.some((attribute) => attribute.g && usesDomain(attribute.g, domain)),
  );
}
