import { dataTypes } from './dataTypes.ts';
import type { TensorProto } from './generated/onnx_pb.ts';

/**
 * The numbers of a stored tensor, row-major, from whichever field holds them; `undefined` where
 * they lie in another file or are of a type that is not read (texts, short floats).
 */
export function readNumbers(tensor: TensorProto): readonly number[] | undefined {
  if (tensor.dataLocation) {
    return undefined;
  }
  const { rawData } = tensor;
  return rawData ? readRaw(tensor.dataType, rawData) : readField(tensor);
}

function readRaw(dataType: number, bytes: Uint8Array): readonly number[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (width: number, at: (offset: number) => number): readonly number[] =>
    Array.from({ length: Math.floor(bytes.length / width) }, (_, index) => at(index * width));
  switch (dataType) {
    case dataTypes.float:
      return read(4, (offset) => view.getFloat32(offset, true));
    case dataTypes.double:
      return read(8, (offset) => view.getFloat64(offset, true));
    case dataTypes.int64:
      return read(8, (offset) => Number(view.getBigInt64(offset, true)));
    case dataTypes.int32:
      return read(4, (offset) => view.getInt32(offset, true));
    case dataTypes.int8:
      return read(1, (offset) => view.getInt8(offset));
    case dataTypes.uint8:
    case dataTypes.bool:
      return read(1, (offset) => view.getUint8(offset));
    default:
      return undefined;
  }
}

function readField(tensor: TensorProto): readonly number[] | undefined {
  switch (tensor.dataType) {
    case dataTypes.float:
      return tensor.floatData;
    case dataTypes.double:
      return tensor.doubleData;
    case dataTypes.int64:
      return tensor.int64Data.map(Number);
    case dataTypes.int32:
    case dataTypes.int8:
    case dataTypes.uint8:
    case dataTypes.bool:
      return tensor.int32Data;
    default:
      return undefined;
  }
}
