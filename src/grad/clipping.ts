import type { GraphBuilder } from '../graph/builder.ts';
import type { Value } from '../graph/graph.ts';
import { groupStretches, mapStretches, type Stretches } from './stretches.ts';

/** How far a gradient may reach; see `clip`. */
export interface ClipSettings {
  /** The largest absolute value of one number. */
  readonly value: number | undefined;
  /** The largest norm of one group of parameters. */
  readonly norm: number | undefined;
  /** Which group each parameter belongs to. */
  readonly groups: Stretches<string>;
}

/** A gradient that has been limited, `[P]`, and a scalar: 1 where it had to be, otherwise 0. */
export interface Clipped {
  readonly gradient: Value;
  readonly clipped: Value;
}

/** √Σ g², a scalar. */
export function globalNorm(b: GraphBuilder, gradient: Value): Value {
  return b.unary('sqrt', squaredLength(b, gradient));
}

/**
 * Limits a gradient `[P]`: first each number by itself, then the norm of each group, which is
 * shortened without turning (Pascanu et al. 2013, section 3.2), so that both limits hold. What is
 * within its limit stays exactly what it is.
 */
export function clip(b: GraphBuilder, gradient: Value, settings: ClipSettings): Clipped {
  const { value, norm, groups } = settings;
  const whole: Clipped = { gradient, clipped: b.constant(0) };
  const limited = value === undefined ? whole : clipByValue(b, gradient, value);
  if (norm === undefined) {
    return limited;
  }
  const shortened = clipByNorm(b, limited.gradient, norm, groups);
  return {
    gradient: shortened.gradient,
    clipped: either(b, [limited.clipped, shortened.clipped]),
  };
}

function clipByValue(b: GraphBuilder, gradient: Value, largest: number): Clipped {
  const limit = b.constant(largest);
  const lowest = b.unary('negate', limit);
  const below = b.binary('maximum', b.unary('negate', gradient), lowest);
  const outside = b.unary('step', b.subtract(b.unary('abs', gradient), limit));
  return {
    gradient: b.binary('maximum', b.unary('negate', below), lowest),
    clipped: b.unary('step', b.sumAll(outside)),
  };
}

function clipByNorm(
  b: GraphBuilder,
  gradient: Value,
  largest: number,
  groups: Stretches<string>,
): Clipped {
  const limit = b.constant(largest);
  const norms = new Map(
    [...groupStretches(b, gradient, groups)].map(([group, pieces]) => {
      const squares = pieces.map((piece) => squaredLength(b, piece));
      return [
        group,
        b.unary(
          'sqrt',
          squares.reduce((sum, next) => b.add(sum, next)),
        ),
      ];
    }),
  );
  return {
    gradient: mapStretches(b, gradient, groups, (piece, group) => {
      const norm = norms.get(group) as Value;
      return b.multiply(piece, b.divide(limit, b.binary('maximum', norm, limit)));
    }),
    clipped: either(
      b,
      [...norms.values()].map((norm) => b.unary('step', b.subtract(norm, limit))),
    ),
  };
}

/** 1 where any of the scalars is 1, otherwise 0. */
function either(b: GraphBuilder, flags: readonly Value[]): Value {
  return flags.reduce((flag, next) => b.binary('maximum', flag, next));
}

/** Σ g², a scalar. */
function squaredLength(b: GraphBuilder, vector: Value): Value {
  return b.sumAll(b.multiply(vector, vector));
}
