import type { PlateauOptions, ScheduleSpec, StepOptions } from '../spec.ts';
import { mappingType } from '../types/mappingType.ts';
import { integerType, numberType } from '../types/numberType.ts';
import { isNumberNode, shortFormType } from '../types/shortFormType.ts';
import { bareCase, caseWithOptions, variantType } from '../types/variantType.ts';
import { fallback, type KeyDeclaration, required, type ValueType } from '../valueType.ts';

const factorKey = (value: number): KeyDeclaration<number> => ({
  type: numberType({ above: 0, below: 1 }),
  fallback: fallback(value),
  documentation: 'What the learning rate is multiplied by each time',
  example: '0.5',
});

const lowestType = numberType({ min: 0, max: 1000 });

const defaultStep: StepOptions = { every: 1, factor: 0.5 };

const stepType = mappingType<StepOptions>({
  every: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: required,
    unit: 'epochs',
    documentation: 'After how many epochs the learning rate falls, again and again',
    example: '10',
  },
  factor: factorKey(defaultStep.factor),
});

interface CosineOptions {
  readonly to: number;
}

const cosineType = shortFormType({
  long: mappingType<CosineOptions>({
    to: {
      type: lowestType,
      fallback: fallback(0),
      documentation: 'The learning rate at the end of the last epoch',
      example: '0.0001',
    },
  }),
  short: lowestType,
  matches: isNumberNode,
  expand: (to): CosineOptions => ({ to }),
});

const defaultPlateau: PlateauOptions = { patience: 5, factor: 0.5, min: 0 };

const plateauType = mappingType<PlateauOptions>({
  patience: {
    type: integerType({ min: 1, max: 1_000_000 }),
    fallback: fallback(defaultPlateau.patience),
    unit: 'evaluations',
    documentation:
      'How many evaluations without a better validation loss are borne before the learning rate falls',
    example: '5',
  },
  factor: factorKey(defaultPlateau.factor),
  min: {
    type: lowestType,
    fallback: fallback(defaultPlateau.min),
    documentation: 'The learning rate does not fall below this one',
    example: '0.00001',
  },
});

/** How the learning rate changes during training. */
export const scheduleType: ValueType<ScheduleSpec> = variantType<ScheduleSpec>({
  description: 'a schedule such as "constant" or {cosine: {to: 0}}',
  noun: 'schedule',
  cases: {
    constant: bareCase('The same learning rate at every step', { kind: 'constant' }),
    step: caseWithOptions<ScheduleSpec, StepOptions>({
      documentation: 'The learning rate falls by a factor every so many epochs',
      type: stepType,
      example: '{every: 10, factor: 0.5}',
      build: (options) => ({ kind: 'step', ...options }),
      options: (value) => (value.kind === 'step' ? value : defaultStep),
    }),
    cosine: caseWithOptions<ScheduleSpec, CosineOptions>({
      documentation:
        'The learning rate falls step by step along half a cosine (Loshchilov and Hutter 2017, without restarts); a number is its `to`',
      type: cosineType,
      example: '{to: 0}',
      build: (options) => ({ kind: 'cosine', ...options }),
      options: (value) => (value.kind === 'cosine' ? value : { to: 0 }),
    }),
    plateau: caseWithOptions<ScheduleSpec, PlateauOptions>({
      documentation: 'The learning rate falls by a factor when the validation loss gets no better',
      type: plateauType,
      example: '{patience: 5, factor: 0.5}',
      build: (options) => ({ kind: 'plateau', ...options }),
      options: (value) => (value.kind === 'plateau' ? value : defaultPlateau),
    }),
  },
  nameOf: (value) => value.kind,
});
