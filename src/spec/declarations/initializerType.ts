import { errorAt } from '../../base/problem.ts';
import type { Initializer, InitSpec } from '../spec.ts';
import { mappingType } from '../types/mappingType.ts';
import { namedType } from '../types/namedType.ts';
import { numberType } from '../types/numberType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { reportWrongType } from '../types/typeProblems.ts';
import { bareCase, caseWithOptions, type VariantCase, variantType } from '../types/variantType.ts';
import { fallback, type KeyDeclaration, required, type ValueType } from '../valueType.ts';

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** `[low, high]`, or one number `a` for `[-a, a]`. */
const boundsType: ValueType<Bounds> = {
  description: 'a bound such as 0.1, or two bounds such as [-0.1, 0.2]',
  shape: {
    kind: 'either',
    options: [numberType().shape, { kind: 'list', item: numberType().shape }],
  },
  decode: (node, place, report) => {
    if (isNumberNode(node)) {
      const bound = numberType({ above: 0 }).decode(node, place, report);
      return bound && { value: { low: -bound.value, high: bound.value } };
    }
    if (node.kind !== 'list' || node.items.length !== 2) {
      return reportWrongType(node, place, report, boundsType);
    }
    const [low, high] = node.items.map(
      (item) =>
        numberType().decode(item, { ...place, name: `A bound of ${place.name}` }, report)?.value,
    );
    if (low === undefined || high === undefined) {
      return undefined;
    }
    if (low >= high) {
      const message = `The lower bound of ${place.name} must be below the upper one, but ${low} is not below ${high}`;
      report(errorAt(node.range, 'spec.wrong-value', message));
      return undefined;
    }
    return { value: { low, high } };
  },
  encode: ({ low, high }) => [low, high],
};

interface Gain {
  readonly gain: number;
}

/** One number is the gain. */
const gainType: ValueType<Gain> = shortFormType({
  long: mappingType<Gain>({
    gain: {
      type: numberType(),
      fallback: fallback(1),
      documentation: 'The factor of the whole matrix',
      example: '1',
    },
  }),
  short: numberType(),
  matches: isNumberNode,
  expand: (gain) => ({ gain }),
});

interface Normal {
  readonly mean: number;
  readonly std: number;
}

const deviationType = numberType({ above: 0 });

/** One number is the standard deviation. */
const normalType: ValueType<Normal> = shortFormType({
  long: mappingType<Normal>({
    mean: {
      type: numberType(),
      fallback: fallback(0),
      documentation: 'The middle of the distribution',
      example: '0',
    },
    std: {
      type: deviationType,
      fallback: required,
      documentation: 'The standard deviation',
      example: '0.1',
    },
  }),
  short: deviationType,
  matches: isNumberNode,
  expand: (std) => ({ mean: 0, std }),
});

const initializers: ValueType<Initializer> = variantType<Initializer>({
  description: 'the name of an initializer',
  noun: 'initializer',
  cases: {
    xavier_uniform: bareCase(
      'Uniform within ±√(6 / (fan-in + fan-out)) of the gate by itself (Glorot and Bengio 2010)',
      { kind: 'xavier_uniform' },
    ),
    xavier_normal: bareCase(
      'Normal with variance 2 / (fan-in + fan-out) of the gate by itself (Glorot and Bengio 2010)',
      { kind: 'xavier_normal' },
    ),
    kaiming_uniform: bareCase(
      'Uniform within ±√(6 / fan-in) of the gate by itself, for relu (He et al. 2015)',
      { kind: 'kaiming_uniform' },
    ),
    kaiming_normal: bareCase(
      'Normal with variance 2 / fan-in of the gate by itself, for relu (He et al. 2015)',
      { kind: 'kaiming_normal' },
    ),
    orthogonal: gainCase(
      'orthogonal',
      'A random matrix with orthogonal rows or columns, of length 1 times the gain (Saxe et al. 2014)',
    ),
    identity: gainCase(
      'identity',
      'The gain on the diagonal and 0 elsewhere, for square matrices (Le et al. 2015)',
    ),
    normal: caseWithOptions<Initializer, Normal>({
      documentation: 'Normal with a mean and a standard deviation; a number is its `std`',
      type: normalType,
      example: '{std: 0.1}',
      build: (options) => ({ kind: 'normal', ...options }),
      options: (value) => (value.kind === 'normal' ? value : { mean: 0, std: 1 }),
    }),
    uniform: caseWithOptions<Initializer, Bounds>({
      documentation: 'Uniform between two bounds; one number a stands for −a and a',
      type: boundsType,
      example: '0.1',
      build: ({ low, high }) => ({ kind: 'uniform', low, high }),
      options: (value) => (value.kind === 'uniform' ? value : { low: 0, high: 0 }),
    }),
    constant: caseWithOptions<Initializer, number>({
      documentation: 'One number everywhere; a number alone means the same',
      type: numberType(),
      example: '0',
      build: (value) => ({ kind: 'constant', value }),
      options: (value) => (value.kind === 'constant' ? value.value : 0),
    }),
  },
  nameOf: (value) => value.kind,
});

/** An initializer: a name, a name with its options, or a number for a constant. */
export const initializerType: ValueType<Initializer> = shortFormType({
  long: initializers,
  short: numberType(),
  matches: isNumberNode,
  expand: (value) => ({ kind: 'constant', value }),
});

function gainCase(
  kind: 'orthogonal' | 'identity',
  documentation: string,
): VariantCase<Initializer> {
  return caseWithOptions<Initializer, Gain>({
    documentation: `${documentation}; a number is its gain`,
    type: gainType,
    example: '{gain: 1}',
    build: ({ gain }) => ({ kind, gain }),
    options: (value) => (value.kind === kind ? value : { gain: 1 }),
  });
}

/** Initializers by parameter. */
export const initType: ValueType<InitSpec> = namedType({
  description: 'a mapping from parameters to initializers',
  documentation:
    'A parameter by its name in the equations (`b_f`), or by the part before the underscore for all gates (`b`); the full name wins',
  means: { kind: 'parameter' },
  value: initializerType,
  judgeName: (name) =>
    /^[A-Za-z][A-Za-z0-9_]*$/.test(name)
      ? undefined
      : 'is no name of a parameter: use the names of the equations, such as W, R_i or b_f',
});

/** How an `init` key is declared, for one layer or for all. */
export function initKey(documentation: string, example: string): KeyDeclaration<InitSpec> {
  return {
    type: initType,
    fallback: fallback({}),
    documentation,
    example,
  };
}
