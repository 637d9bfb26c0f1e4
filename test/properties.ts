import fc from 'fast-check';

/**
 * Property-based tests draw the same cases in every run, so that a change is judged by what it does
 * and not by luck. RNN_SEED names other cases; `RNN_SEED=random` takes new ones each time.
 */
const seed = process.env.RNN_SEED ?? '1';
if (seed !== 'random') {
  fc.configureGlobal({ seed: Number(seed) });
}
