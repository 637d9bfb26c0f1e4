/** A function of the equation language: how many arguments it takes, and what it is. */
export interface CellFunction {
  readonly least: number;
  readonly most: number;
  /** In a few words, with `a` for the first argument; without a full stop. */
  readonly meaning: string;
}

const one = (meaning: string): CellFunction => ({ least: 1, most: 1, meaning });
const two = (meaning: string): CellFunction => ({ least: 2, most: 2, meaning });

/**
 * The functions of the equation language. All are elementwise but `layer_norm`, which looks at whole
 * vectors: its first argument minus the mean, over the standard deviation (biased variance plus
 * `layerNormEpsilon`), of all its arguments together (Ba, Kiros and Hinton 2016).
 */
export const cellFunctions = {
  sigmoid: one('1 / (1 + exp(−a)), between 0 and 1'),
  tanh: one('The hyperbolic tangent, between −1 and 1'),
  relu: one('max(0, a)'),
  exp: one('e to the power of a'),
  log: one('The natural logarithm'),
  sqrt: one('The square root'),
  softplus: one('log(1 + exp(a)), above 0'),
  abs: one('The absolute value'),
  max: two('The larger of two values'),
  min: two('The smaller of two values'),
  layer_norm: {
    least: 1,
    most: 100,
    meaning: 'a minus the mean, over the standard deviation, of all arguments together',
  },
} as const satisfies Readonly<Record<string, CellFunction>>;

/** The name of a function. */
export type FunctionName = keyof typeof cellFunctions;

/** All functions, in the order of the documentation. */
export const functionNames = Object.keys(cellFunctions) as readonly FunctionName[];

/** Added to the variance in `layer_norm`, so that equal numbers are not divided by zero. */
export const layerNormEpsilon = 1e-5;
