import type { ParameterReport } from '../../src/protocol/parameters.ts';
import { formatCsv } from '../shared/csv.ts';

/** Every gate's block as one line: where it lies in its stacked tensor, its size and its statistics. */
export function parametersCsv(report: ParameterReport): string {
  const rows = report.layers.flatMap((layer) =>
    layer.tensors.flatMap((tensor) =>
      tensor.blocks.map((block) => [
        layer.name,
        tensor.name,
        block.gate,
        block.parameter,
        String(block.firstRow),
        String(block.lastRow),
        block.shapeText,
        block.initializer,
        ...[
          block.statistics?.mean,
          block.statistics?.std,
          block.statistics?.min,
          block.statistics?.max,
          block.statistics?.norm,
          block.statistics?.moved,
          block.statistics?.spectralRadius,
        ].map((value) => (value === undefined ? '' : String(value))),
      ]),
    ),
  );
  return formatCsv([header, ...rows]);
}

const header = [
  'layer',
  'tensor',
  'gate',
  'parameter',
  'first_row',
  'last_row',
  'shape',
  'starts_as',
  'mean',
  'std',
  'min',
  'max',
  'norm',
  'moved',
  'spectral_radius',
];
