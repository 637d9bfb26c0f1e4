import type { CellParameter } from '../cells/cell.ts';
import type { Initializer, InitSpec } from '../spec/spec.ts';
import { ifRead } from '../spec/unread.ts';

/** An `init` of the spec, with its path. */
export interface InitSource {
  readonly path: string;
  readonly init: InitSpec;
}

/** An initializer and the path of the spec's entry that it comes from, if any. */
export interface ChosenInitializer {
  readonly initializer: Initializer;
  readonly path: string | undefined;
}

/**
 * The initializer of one parameter: from the first source that names it, the full name (`W_i`)
 * before the stem (`W`), otherwise the default.
 */
export function chooseInitializer(
  names: { readonly local: string; readonly stem: string },
  sources: readonly InitSource[],
  otherwise: Initializer,
): ChosenInitializer {
  for (const { path, init } of sources) {
    for (const name of [names.local, names.stem]) {
      if (Object.hasOwn(init, name)) {
        // One that could not be read stands for the parameter all the same.
        const initializer = ifRead(() => init[name]) ?? otherwise;
        return { initializer, path: `${path}/${name}` };
      }
    }
  }
  return { initializer: otherwise, path: undefined };
}

/** What the bias of a forget gate is called. */
export const forgetBias = 'b_f';

/**
 * How a cell's parameter starts where the spec does not say. The forget gate starts open, so that
 * the cell remembers before it has learned what to forget (Gers et al. 2000; Jozefowicz et al.
 * 2015).
 */
export function defaultInitializer(parameter: CellParameter): Initializer {
  if (parameter.shape.length === 2) {
    return parameter.role === 'recurrent'
      ? { kind: 'orthogonal', gain: 1 }
      : { kind: 'xavier_uniform' };
  }
  const isForgetBias = parameter.name === forgetBias && parameter.role === 'bias';
  return { kind: 'constant', value: isForgetBias ? 1 : 0 };
}

/** Whether an initializer is defined by the rows and columns of a matrix. */
export function needsMatrix(initializer: Initializer): boolean {
  return matrixKinds.has(initializer.kind);
}

const matrixKinds: ReadonlySet<Initializer['kind']> = new Set<Initializer['kind']>([
  'xavier_uniform',
  'xavier_normal',
  'kaiming_uniform',
  'kaiming_normal',
  'orthogonal',
  'identity',
]);
