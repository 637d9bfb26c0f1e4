import { fromBinary } from '@bufbuild/protobuf';
import { type ModelProto, ModelProtoSchema } from './generated/onnx_pb.ts';

/** The messages of an ONNX file. Throws an `Error` where the bytes are none. */
export function readOnnx(bytes: Uint8Array): ModelProto {
  return fromBinary(ModelProtoSchema, bytes);
}

/** The pairs of key and value that a file says of itself. */
export function readMetadata(model: ModelProto): Readonly<Record<string, string>> {
  return Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]));
}
