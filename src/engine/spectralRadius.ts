/**
 * The largest size of an eigenvalue of a square matrix `[n, n]`: below 1 a linear recurrence through it
 * forgets, above 1 it explodes (Pascanu et al. 2013, section 2.1). By how fast a vector grows on the
 * average when the matrix is applied again and again, which is right for complex pairs, too, to about
 * one per cent.
 */
export function spectralRadius(matrix: ArrayLike<number>, n: number): number {
  let vector = Float64Array.from({ length: n }, (_, index) => Math.cos(index * index + 1));
  let growth = 0;
  for (let turn = 0; turn < warmUp + turns; turn++) {
    const next = apply(matrix, vector);
    const size = Math.hypot(...next);
    if (size === 0) {
      return 0;
    }
    // The first turns only let what dies out die out.
    growth += turn < warmUp ? 0 : Math.log(size);
    vector = next.map((value) => value / size);
  }
  return Math.exp(growth / turns);
}

const warmUp = 100;
const turns = 300;

function apply(matrix: ArrayLike<number>, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < n; column++) {
      sum += (matrix[row * n + column] as number) * (vector[column] as number);
    }
    return sum;
  });
}
