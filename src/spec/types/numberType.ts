import type { ScalarNode, SpecNode } from '../tree.ts';
import type { NumberBounds, Place, Report, ValueType } from '../valueType.ts';
import { reportWrongType, reportWrongValue } from './typeProblems.ts';

/** Whole numbers within bounds; `60.0` and `6e1` are whole as well. */
export function integerType(bounds: Omit<NumberBounds, 'whole'>): ValueType<number> {
  return boundedType({ ...bounds, whole: true });
}

/** Finite numbers within bounds. */
export function numberType(bounds: Omit<NumberBounds, 'whole'> = {}): ValueType<number> {
  return boundedType({ ...bounds, whole: false });
}

function boundedType(bounds: NumberBounds): ValueType<number> {
  const type: ValueType<number> = {
    description: describe(bounds),
    shape: { kind: 'number', bounds },
    decode: (node, place, report) => decodeNumber(node, place, report, bounds, type),
    encode: (value) => value,
  };
  return type;
}

function decodeNumber(
  node: SpecNode,
  place: Place,
  report: Report,
  bounds: NumberBounds,
  type: ValueType<number>,
) {
  if (node.kind !== 'scalar' || typeof node.value !== 'number') {
    return reportWrongType(node, place, report, type, numberAdvice(node));
  }
  const { value } = node;
  const isAllowed =
    Number.isFinite(value) &&
    (!bounds.whole || Number.isInteger(value)) &&
    value >= (bounds.min ?? Number.NEGATIVE_INFINITY) &&
    value <= (bounds.max ?? Number.POSITIVE_INFINITY) &&
    value > (bounds.above ?? Number.NEGATIVE_INFINITY) &&
    value < (bounds.below ?? Number.POSITIVE_INFINITY);
  return isAllowed ? { value } : reportWrongValue(node, place, report, type);
}

/** Text that holds a number in another form than YAML takes. */
function numberAdvice(node: SpecNode): string {
  if (node.kind !== 'scalar' || typeof node.value !== 'string') {
    return '';
  }
  const text = node.value.trim();
  if (isQuoted(node) && isNumber(text)) {
    return `: remove the quotes around ${text}`;
  }
  const plain = text.replaceAll('_', '').replace(',', '.');
  return isNumber(plain) ? `: write ${plain}` : '';
}

function isQuoted(node: ScalarNode): boolean {
  return node.style === 'single' || node.style === 'double';
}

function isNumber(text: string): boolean {
  return text !== '' && Number.isFinite(Number(text));
}

function describe(bounds: NumberBounds): string {
  const noun = bounds.whole ? 'a whole number' : 'a number';
  const { min, above, max, below } = bounds;
  const low = min !== undefined ? count(min) : above !== undefined ? `above ${above}` : undefined;
  const high = max !== undefined ? count(max) : below !== undefined ? `below ${below}` : undefined;
  if (low !== undefined && high !== undefined) {
    return min !== undefined && max !== undefined
      ? `${noun} from ${low} to ${high}`
      : `${noun} ${min !== undefined ? `from ${low} on` : low} and ${high}`;
  }
  if (low !== undefined) {
    return min !== undefined ? `${noun} of ${low} or more` : `${noun} ${low}`;
  }
  return high !== undefined ? `${noun} ${max !== undefined ? `of ${high} or less` : high}` : noun;
}

function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 20 });
}
