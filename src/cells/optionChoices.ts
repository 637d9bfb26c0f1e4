import type { OptionValues } from '../spec/spec.ts';
import type { CellDefinition } from './cell.ts';

/**
 * Options with which a cell's equations read differently: all defaults, then every other choice by
 * itself. Numbers change no equation, and sizes only those that have others instead.
 */
export function optionChoices({ options }: CellDefinition): readonly OptionValues[] {
  const others = Object.entries(options).flatMap(([name, option]): OptionValues[] => {
    if (option.kind === 'function') {
      return option.functions.slice(1).map((choice) => ({ [name]: choice }));
    }
    return option.kind === 'size' && option.instead !== undefined ? [{ [name]: 1 }] : [];
  });
  return [{}, ...others];
}
