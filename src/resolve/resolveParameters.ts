import { present } from '../base/invariant.ts';
import { sizeOf } from '../base/sizeOf.ts';
import { lengthsOf } from '../cells/sizes.ts';
import { planStacks } from '../cells/stacks.ts';
import type { Initializer, LayerSpec, Spec } from '../spec/spec.ts';
import { chooseInitializer, defaultInitializer, type InitSource } from './initializers.ts';
import { layerPath } from './layerPath.ts';
import { initialName, type Layer, type Parameter, passesOf, type RecurrentLayer } from './model.ts';

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
  return layers.flatMap((layer) => {
    const layerSpec = layerSpecAt(spec, layer.specIndex);
    const trainable = 'trainable' in layerSpec && layerSpec.trainable;
    const sources = [...initSources(spec, layer.specIndex), ...cellSource(layer)];
    return layerParameters(layer).map(({ otherwise, ...declared }) => {
      const chosen = chooseInitializer(declared, sources, otherwise);
      const parameter: Parameter = {
        ...declared,
        name: `${declared.pass}.${declared.local}`,
        layer: layer.name,
        trainable,
        initializer: chosen.initializer,
        offset,
      };
      offset += sizeOf(declared.shape);
      return { parameter, initPath: chosen.path };
    });
  });
}

/** The sources of initializers for a layer, the strongest first. */
export function initSources(spec: Spec, specIndex: number): readonly InitSource[] {
  return [...ownInit(spec, specIndex), { path: 'train/init', init: spec.train.init }];
}

/** What a layer says itself of how its parameters start. */
export function ownInit(spec: Spec, specIndex: number): readonly InitSource[] {
  const layer = layerSpecAt(spec, specIndex);
  return 'init' in layer ? [{ path: `${layerPath(layer, specIndex)}/init`, init: layer.init }] : [];
}

/** What a layer's cell itself says. */
function cellSource(layer: Layer): readonly InitSource[] {
  return layer.kind === 'recurrent'
    ? [{ path: `cells/${layer.cell.name}/init`, init: layer.cell.init }]
    : [];
}

function layerSpecAt(spec: Spec, specIndex: number): LayerSpec {
  return present(spec.model[specIndex], `layer ${specIndex} of the spec`);
}

/** A parameter as its layer knows it, before it is known how it starts. */
export type LayerParameter = Pick<
  Parameter,
  'pass' | 'local' | 'stem' | 'shape' | 'shapeNames' | 'inCell' | 'kind'
> & { readonly otherwise: Initializer };

/** The parameters of a layer, in the order in which they lie in the flat vector. */
export function layerParameters(layer: Layer): readonly LayerParameter[] {
  const { name: pass, inputSize, outputSize } = layer;
  switch (layer.kind) {
    case 'recurrent':
      return passesOf(layer).flatMap((one) => [
        ...cellParameters(layer, one.name),
        ...(layer.initialState === 'learned' ? initialStates(layer, one.name) : []),
      ]);
    case 'linear':
      return [
        matrix(pass, [outputSize, inputSize], ['output', 'input'], 'linear'),
        vector(pass, 'bias', outputSize, 'output', 0),
      ];
    case 'layer_norm':
      return [
        vector(pass, 'gain', outputSize, 'output', 1),
        vector(pass, 'bias', outputSize, 'output', 0),
      ];
    case 'embedding':
      return [matrix(pass, [inputSize, outputSize], ['tokens', 'output'], 'input')];
    case 'dropout':
    case 'noise':
      return [];
  }
}

/** The one matrix of a layer that is no cell. */
function matrix(
  pass: string,
  shape: readonly number[],
  shapeNames: readonly string[],
  kind: 'linear' | 'input',
): LayerParameter {
  const otherwise: Initializer =
    kind === 'linear' ? { kind: 'xavier_uniform' } : { kind: 'normal', mean: 0, std: 1 };
  return { ...plain(pass, 'weight'), shape, shapeNames, kind, otherwise };
}

function vector(
  pass: string,
  local: string,
  length: number,
  lengthName: string,
  value: number,
): LayerParameter {
  const otherwise: Initializer = { kind: 'constant', value };
  const size = { shape: [length], shapeNames: [lengthName] };
  return { ...plain(pass, local), ...size, kind: 'bias', otherwise };
}

function plain(pass: string, local: string) {
  return { pass, local, stem: local, inCell: undefined };
}

function cellParameters(layer: RecurrentLayer, pass: string): readonly LayerParameter[] {
  // Tensors that are used as one lie side by side.
  const order = planStacks(layer.cell).stacks.flatMap((stack) => stack.parameters);
  return order.map((parameter) => ({
    pass,
    local: parameter.name,
    stem: parameter.stem,
    shape: lengthsOf(parameter.shape, layer.sizes),
    shapeNames: parameter.shape,
    inCell: parameter,
    kind: parameter.role,
    otherwise: defaultInitializer(parameter),
  }));
}

/** What the states of a cell are before the first time step. */
function initialStates({ cell, sizes }: RecurrentLayer, pass: string): readonly LayerParameter[] {
  return cell.states.map(({ name, size }) => ({
    ...vector(pass, initialName(name), lengthsOf([size], sizes)[0] ?? 0, size, 0),
    stem: 'initial',
  }));
}
