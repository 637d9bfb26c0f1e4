import { sizeOf } from '../base/sizeOf.ts';
import { type Layer, passesOf } from '../resolve/model.ts';
import { type LayerParameter, layerParameters } from '../resolve/resolveParameters.ts';

/** How many numbers layers train. */
export function countParameters(layers: readonly Layer[]): number {
  return layers.flatMap(layerParameters).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/**
 * Where the number of a layer's parameters comes from, gate by gate:
 * `4 gates × (100×1 + 100×100 + 100)`. Gates of another form are terms of their own, with their
 * names: `2 gates (r, z) × (3×1 + 3×3 + 3) + n (3×1 + 3×3 + 3 + 3)`. Empty for a layer that has none.
 */
export function countFormula(layer: Layer): string {
  const passes = layer.kind === 'recurrent' ? passesOf(layer) : [{ name: layer.name }];
  const inPass = layerParameters(layer).filter(({ pass }) => pass === passes[0]?.name);
  const terms = [...gateTerms(inPass), ...initialTerms(inPass)];
  const sum = terms.join(' + ');
  if (passes.length === 1 || terms.length === 0) {
    return sum;
  }
  return `${passes.length} directions × ${terms.length > 1 ? `[${sum}]` : sum}`;
}

/** Gates whose parameters have the same shapes, in one term. */
function gateTerms(parameters: readonly LayerParameter[]): readonly string[] {
  const gates = new Map<string, string[]>();
  for (const { inCell, local, shape } of parameters) {
    if (!local.startsWith('initial.')) {
      const gate = inCell?.gate ?? '';
      gates.set(gate, [...(gates.get(gate) ?? []), shape.map(number).join('×')]);
    }
  }
  const forms = new Map<string, string[]>();
  for (const [gate, shapes] of gates) {
    const form = shapes.join(' + ');
    forms.set(form, [...(forms.get(form) ?? []), gate]);
  }
  const isAlone = forms.size === 1;
  return [...forms].map(([form, names]) => {
    const list = names.join(', ');
    if (names.length === 1) {
      return isAlone ? form : `${list} (${form})`;
    }
    return `${names.length} gates ${isAlone ? '' : `(${list}) `}× (${form})`;
  });
}

function initialTerms(parameters: readonly LayerParameter[]): readonly string[] {
  return parameters
    .filter(({ local }) => local.startsWith('initial.'))
    .map(({ local, shape }) => `${local} (${number(sizeOf(shape))})`);
}

function number(value: number): string {
  return value.toLocaleString('en');
}
