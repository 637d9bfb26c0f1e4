import { dataTypeName } from './dataTypes.ts';
import type { TensorProto, TypeProto } from './generated/onnx_pb.ts';
import { readNumbers } from './readNumbers.ts';

/** Tensors with at most so many numbers are written out. */
const shortTensor = 8;

/** The type and shape of stored numbers, and the numbers where they are few. */
export function printTensor(tensor: TensorProto): string {
  const size = tensor.dims.reduce((product, length) => product * Number(length), 1);
  const shape = `${dataTypeName(tensor.dataType)}[${tensor.dims.join(', ')}]`;
  const values = size <= shortTensor ? readNumbers(tensor) : undefined;
  return values ? `${shape} = ${values.map(printNumber).join(', ')}` : shape;
}

/** A type with its shape: `float[T, B, 3]`; `?` for a length that is not known. */
export function printType(type: TypeProto | undefined): string {
  const value = type?.value;
  switch (value?.case) {
    case 'tensorType':
    case 'sparseTensorType': {
      const { elemType, shape } = value.value;
      const axes = shape?.dim.map((dimension) => String(dimension.value.value ?? '?'));
      const sparse = value.case === 'sparseTensorType' ? 'sparse ' : '';
      return `${sparse}${dataTypeName(elemType)}${axes ? `[${axes.join(', ')}]` : ''}`;
    }
    case 'sequenceType':
      return `sequence(${printType(value.value.elemType)})`;
    case 'optionalType':
      return `optional(${printType(value.value.elemType)})`;
    case 'mapType':
      return `map(${dataTypeName(value.value.keyType)}, ${printType(value.value.valueType)})`;
    case 'opaqueType':
      return `opaque(${value.value.domain}.${value.value.name})`;
    default:
      return '?';
  }
}

/** Seven digits tell float32 numbers apart well enough to read. */
function printNumber(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(7)));
}
