import { countOf } from '../base/counts.ts';
import { present } from '../base/invariant.ts';
import type { Cell } from '../cells/cell.ts';
import { lengthsOf } from '../cells/sizes.ts';
import { cellTensors } from '../compile/cellLoss.ts';
import {
  type GradientCheck,
  gradientTolerances,
  isWithinTolerance,
  type TensorError,
} from '../engine/checkGradients.ts';
import type { CellCase } from '../engine/randomCellCase.ts';
import { formatTable } from './formatTable.ts';
import type { Styles } from './styles.ts';

/**
 * A check for people: parameters and states with their shapes and what they are, the largest errors
 * of each tensor, and whether all are within their tolerances.
 */
export function formatCellCheck(
  cell: Cell,
  numbers: CellCase,
  check: GradientCheck,
  styles: Styles,
): string {
  const { sizes, inputs } = numbers;
  const [steps = 0, batch = 0] = present(inputs[cellTensors.x], 'the input').shape;
  const lengths = Object.entries(sizes).map(([name, length]) => `${name} ${length}`);
  const summary = cell.summary === '' ? '' : `: ${cell.summary}`;
  const roles = cell.assignments.map(({ name, role }) => `${name} ${role}`);
  return [
    `${styles.bold(cell.name)}${summary}`,
    `${lengths.join(', ')}; ${countOf(steps, 'time step')}, ${countOf(batch, 'sequence')}`,
    `values: ${roles.join(', ')}`,
    '',
    ...formatTable(columns, rowsOf(cell, sizes, check)),
    '',
    ...verdict(check, styles),
  ].join('\n');
}

const columns = [
  { title: 'tensor', align: 'left' },
  { title: 'shape', align: 'left' },
  { title: 'role', align: 'left' },
  { title: 'gradient: differences', align: 'right' },
  { title: 'ONNX Runtime', align: 'right' },
  { title: 'value: ONNX Runtime', align: 'right' },
] as const;

function rowsOf(
  cell: Cell,
  sizes: CellCase['sizes'],
  { errors }: GradientCheck,
): readonly (readonly string[])[] {
  const { gradient, parameter, initial, final } = cellTensors;
  const errorOf = (name: string) => errors.find((error) => error.name === name);
  const row = (name: string, shape: string, role: string, input?: string, value?: string) => {
    const slope = input === undefined ? undefined : errorOf(gradient(input));
    const result = value === undefined ? undefined : errorOf(value);
    const texts = [slope?.differences, slope?.runtime, result?.runtime].map(formatError);
    return [name, shape, role, ...texts];
  };
  return [
    ...cell.parameters.map(({ name, shape, role }) => {
      const text = `[${shape.join(', ')}] = [${lengthsOf(shape, sizes).join(', ')}]`;
      return row(name, text, role, parameter(name));
    }),
    ...cell.states.map(({ name, size }) =>
      row(`${name}[t-1]`, `[${size}] = [${sizes[size]}]`, 'state', initial(name), final(name)),
    ),
    row('x', `[input] = [${sizes.input}]`, 'input', cellTensors.x),
    row(cell.output, '', 'output', undefined, cellTensors.output),
    row('loss', '', '', undefined, cellTensors.loss),
  ];
}

function formatError(error: number | undefined): string {
  return error === undefined ? '' : error.toExponential(1);
}

function verdict({ errors }: GradientCheck, { red, green }: Styles): readonly string[] {
  const line = (key: keyof typeof gradientTolerances, what: string) => {
    const worst = errors.reduce((a, b) => ((b[key] ?? 0) > (a[key] ?? 0) ? b : a));
    return `${what}: largest error ${formatError(worst[key] ?? 0)} (${worst.name}), tolerance ${formatError(gradientTolerances[key])}`;
  };
  const failed = errors.filter((error: TensorError) => !isWithinTolerance(error));
  const names = failed.map(({ name }) => name).join(', ');
  return [
    line('differences', 'gradients against finite differences in float64'),
    line('runtime', 'ONNX Runtime in float32 against float64'),
    failed.length === 0 ? green('right') : red(`wrong: ${names}`),
  ];
}
