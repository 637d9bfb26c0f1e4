import type { LayerSpec } from '../spec/spec.ts';

/** The path of a layer's options in the spec: `model/0/lstm`. */
export function layerPath(layer: LayerSpec, specIndex: number): string {
  return `model/${specIndex}/${layer.kind === 'recurrent' ? layer.cell : layer.kind}`;
}
