import type { Initializer } from '../spec/spec.ts';

/** How a parameter starts, in words: `Xavier uniform`, `normal around 0 with deviation 0.1`, `1`. */
export function initializerWords(initializer: Initializer): string {
  switch (initializer.kind) {
    case 'xavier_uniform':
      return 'Xavier uniform';
    case 'xavier_normal':
      return 'Xavier normal';
    case 'kaiming_uniform':
      return 'Kaiming uniform';
    case 'kaiming_normal':
      return 'Kaiming normal';
    case 'orthogonal':
    case 'identity':
      return initializer.gain === 1
        ? initializer.kind
        : `${initializer.kind} times ${initializer.gain}`;
    case 'normal':
      return `normal around ${initializer.mean} with deviation ${initializer.std}`;
    case 'uniform':
      return `uniform from ${initializer.low} to ${initializer.high}`;
    case 'constant':
      return `${initializer.value}`;
  }
}
