/** The numbers by which ONNX files name the element types of tensors. */
export const dataTypes = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  double: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
} as const;

/** The name of an element type: `float`; `type 99` where it is not known. */
export function dataTypeName(type: number): string {
  const known = Object.entries(dataTypes).find(([, value]) => value === type);
  return known ? known[0] : `type ${type}`;
}
