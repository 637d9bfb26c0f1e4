import { invariant } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import type { CellParameter } from '../cells/cell.ts';
import { lengthsOf } from '../cells/sizes.ts';
import { planStacks } from '../cells/stacks.ts';
import type { Initializer, ParameterKind, Spec } from '../spec/spec.ts';
import {
  type ChosenInitializer,
  chooseInitializer,
  defaultInitializer,
  type InitSource,
  linearDefaults,
} from './initializers.ts';
import type { Layer, LinearLayer, Parameter, RecurrentLayer } from './model.ts';

/** A parameter and the path of the `init` entry that sets it. */
export interface ResolvedParameter {
  readonly parameter: Parameter;
  readonly initPath: string | undefined;
}

/** All parameters in the order of the flat vector, layer by layer. */
export function resolveParameters(
  spec: Spec,
  layers: readonly Layer[],
): readonly ResolvedParameter[] {
  let offset = 0;
  return layers.flatMap((layer) =>
    declareParameters(layer).map((declared) => {
      const chosen = choose(spec, layer, declared);
      const { local, shape, shapeNames, inCell, kind } = declared;
      const parameter: Parameter = {
        name: `${layer.name}.${local}`,
        layer: layer.name,
        local,
        shape,
        shapeNames,
        inCell,
        kind,
        initializer: chosen.initializer,
        offset,
      };
      offset += sizeOf(shape);
      return { parameter, initPath: chosen.path };
    }),
  );
}

/** The sources of initializers for a layer, the strongest first. */
export function initSources(spec: Spec, specIndex: number): readonly InitSource[] {
  const layer = spec.model[specIndex];
  invariant(layer !== undefined, `layer ${specIndex} is in the spec`);
  const name = layer.kind === 'recurrent' ? layer.cell : 'linear';
  return [
    { path: `model/${specIndex}/${name}/init`, init: layer.init },
    { path: 'train/init', init: spec.train.init },
  ];
}

/** What a layer's cell itself says. */
function cellSource(layer: Layer): readonly InitSource[] {
  return layer.kind === 'recurrent'
    ? [{ path: `cells/${layer.cell.name}/init`, init: layer.cell.init }]
    : [];
}

interface Declared {
  readonly local: string;
  readonly stem: string;
  readonly shape: readonly number[];
  readonly shapeNames: readonly string[];
  readonly inCell: CellParameter | undefined;
  readonly kind: ParameterKind;
  readonly otherwise: Initializer;
}

function choose(spec: Spec, layer: Layer, declared: Declared): ChosenInitializer {
  const sources = [...initSources(spec, layer.specIndex), ...cellSource(layer)];
  return chooseInitializer(declared, sources, declared.otherwise);
}

function declareParameters(layer: Layer): readonly Declared[] {
  return layer.kind === 'linear' ? linearParameters(layer) : cellParameters(layer);
}

function linearParameters({ inputSize, outputSize }: LinearLayer): readonly Declared[] {
  return [
    {
      local: 'weight',
      stem: 'weight',
      shape: [outputSize, inputSize],
      shapeNames: ['output', 'input'],
      inCell: undefined,
      kind: 'linear',
      otherwise: linearDefaults.weight,
    },
    {
      local: 'bias',
      stem: 'bias',
      shape: [outputSize],
      shapeNames: ['output'],
      inCell: undefined,
      kind: 'bias',
      otherwise: linearDefaults.bias,
    },
  ];
}

function cellParameters(layer: RecurrentLayer): readonly Declared[] {
  // Tensors that are used as one lie side by side.
  const order = planStacks(layer.cell).stacks.flatMap((stack) => stack.parameters);
  return order.map((parameter) => ({
    local: parameter.name,
    stem: parameter.stem,
    shape: lengthsOf(parameter.shape, layer.sizes),
    shapeNames: parameter.shape,
    inCell: parameter,
    kind: parameter.role,
    otherwise: defaultInitializer(parameter),
  }));
}
