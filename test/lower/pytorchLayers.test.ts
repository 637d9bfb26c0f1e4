import { describe, expect, test } from 'vitest';
import { differentiate } from '../../src/grad/differentiate.ts';
import { evaluate, type Float64Tensor } from '../../src/graph/evaluate.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { splitLoops } from '../../src/graph/passes/splitLoops.ts';
import { lowerModel } from '../../src/lower/lowerModel.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import type { Model } from '../../src/resolve/model.ts';
import { recurrent, smallModel } from '../compile/smallModel.ts';
import { runOnnx } from '../onnx/runOnnx.ts';
import { type Nested, relativeError, toTensor } from './cellCase.ts';
import { flatParameters, readTorch, type TorchForm } from './pytorchCase.ts';

/** Our cells with the files that hold PyTorch's numbers of the same layer. */
const cells = { lstm: 'lstm', gru: 'gru', rnn: 'rnn-tanh' } as const;

const forms = { single: 1, stacked: 2 } as const;

const cases = Object.entries(cells).flatMap(([cell, file]) =>
  Object.entries(forms).map(([form, layers]) => ({ cell, file, form, layers })),
);

describe('lowerModel', () => {
  test.each(cases)(
    '$cell, $form: outputs and all gradients are those of PyTorch',
    async ({ cell, file, form, layers }) => {
      const model = smallModel({ layers: [recurrent(cell, 3, layers)], outputSteps: 'every' });
      const torch = readTorch<{ forms: Record<string, TorchForm> }>(file).forms[form] as TorchForm;
      const run = torch.runs['from zero'] as TorchForm['runs'][string];
      const inputs = {
        parameters: flatParameters(model, torch.parameters, true),
        x: toTensor(torch.x),
        weights: toTensor(torch.loss_weights.y as Nested),
      };
      const expected = {
        loss: toTensor(run.loss),
        y: toTensor(run.y),
        'gradient.parameters': flatParameters(model, run.gradients, false),
        'gradient.x': toTensor(run.gradients.x as Nested),
      };
      const graph = splitLoops(
        differentiate(splitLoops(weightedOutputs(model)), 'loss', ['parameters', 'x']),
      );
      // Both compute in float64: only the order of sums differs.
      expectAgree(evaluate(graph, inputs), expected, 1e-9);
      // Float32 has 24 bits (6e-8), and rounding adds up over layers and time steps.
      const [results = {}] = await runOnnx(emitOnnx(graph), [inputs]);
      expectAgree(results, expected, 2e-5);
    },
  );
});

/** A model's outputs `y` and, as the loss, the sum of them times `weights`. */
function weightedOutputs(model: Model): Graph {
  const { builder: b, prediction, inputs } = lowerModel(model);
  const weights = b.input('weights', prediction.shape);
  const loss = b.sumAll(b.multiply(prediction, weights));
  const outputs = [
    { name: 'loss', value: loss },
    { name: 'y', value: prediction },
  ];
  return b.finish('weighted-outputs', outputs, [...inputs, weights]);
}

function expectAgree(
  actual: Readonly<Record<string, Float64Tensor>>,
  expected: Readonly<Record<string, Float64Tensor>>,
  tolerance: number,
): void {
  for (const [name, { data }] of Object.entries(expected)) {
    const error = relativeError(actual[name]?.data ?? [], data);
    expect(error, name).toBeLessThan(tolerance);
  }
}
