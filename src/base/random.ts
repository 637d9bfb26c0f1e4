/** The state of a generator as four 32-bit words; it can be stored and put back. */
export type RandomState = readonly [number, number, number, number];

/** A seeded generator of one named stream. */
export interface Random {
  /** A number in [0, 1) with 32 random bits. */
  uniform(): number;
  /** As many of them, the same that `uniform` would give one after the other, but faster. */
  uniforms(count: number): Float64Array;
  /** A number from the standard normal distribution (Box and Muller 1958). */
  normal(): number;
  /** A whole number in [0, bound). */
  below(bound: number): number;
  state(): RandomState;
}

/**
 * The generator of the stream `name` under `seed`. Streams are independent, so that drawing more
 * numbers for one purpose never changes another.
 */
export function createRandom(seed: number, name: string): Random {
  return restoreRandom(initialState(seed, name));
}

/** Goes on from a stored state (xoshiro128++, Blackman and Vigna 2021). */
export function restoreRandom(state: RandomState): Random {
  let [a, b, c, d] = state;
  const next = (): number => {
    const sum = (a + d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = () => next() / 0x1_0000_0000;
  const uniforms = (count: number) => {
    const numbers = new Float64Array(count);
    // Local variables stay in registers; those of the closure do not.
    let [p, q, r, s] = [a, b, c, d];
    for (let index = 0; index < count; index++) {
      const sum = (p + s) | 0;
      numbers[index] = ((((sum << 7) | (sum >>> 25)) + p) >>> 0) / 0x1_0000_0000;
      const shifted = q << 9;
      r ^= p;
      s ^= q;
      q ^= r;
      p ^= s;
      r ^= shifted;
      s = (s << 11) | (s >>> 21);
    }
    [a, b, c, d] = [p, q, r, s];
    return numbers;
  };
  return {
    uniform,
    uniforms,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    below: (bound) => Math.floor(uniform() * bound),
    state: () => [a, b, c, d],
  };
}

/** A random order of 0 … n−1 (Fisher and Yates). */
export function permutation(random: Random, n: number): number[] {
  const order = Array.from({ length: n }, (_, index) => index);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}

/** Spreads seed and name over four words (FNV-1a over the name, then a 32-bit mixer). */
function initialState(seed: number, name: string): RandomState {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  return [word(), word(), word(), word() | 1];
}
