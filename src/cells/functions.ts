/** How many arguments a function of the equation language takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

const one: Arity = { least: 1, most: 1 };
const two: Arity = { least: 2, most: 2 };

/**
 * The functions of the equation language. All are elementwise but `layer_norm`, which looks at whole
 * vectors: its first argument minus the mean, over the standard deviation (biased variance plus
 * `layerNormEpsilon`), of all its arguments together (Ba, Kiros and Hinton 2016).
 */
export const cellFunctions = {
  sigmoid: one,
  tanh: one,
  relu: one,
  exp: one,
  log: one,
  sqrt: one,
  softplus: one,
  abs: one,
  max: two,
  min: two,
  layer_norm: { least: 1, most: 100 },
} as const satisfies Readonly<Record<string, Arity>>;

/** The name of a function. */
export type FunctionName = keyof typeof cellFunctions;

/** All functions, in the order of the documentation. */
export const functionNames = Object.keys(cellFunctions) as readonly FunctionName[];

/** Added to the variance in `layer_norm`, so that equal numbers are not divided by zero. */
export const layerNormEpsilon = 1e-5;
