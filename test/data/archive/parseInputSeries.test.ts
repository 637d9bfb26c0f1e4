import { describe, expect, it, test } from 'vitest';
import { parseInputSeries } from '../../../src/data/archive/parseInputSeries.ts';
import { classifyShape } from '../../../src/data/classify/buildClassifyDataset.ts';

const shape = classifyShape('values', ['a', 'b'], ['p', 'q']);
const scaler = { shift: [0, 1], scale: [1, 2] };

describe('parseInputSeries', () => {
  it('numbers the series and scales them as the training was', () => {
    const read = parseInputSeries('@data\n1,2:3,5\n7:1\n', shape, scaler);
    expect(read.kind === 'read' && read.value).toEqual([
      { label: '1', steps: [], length: 2, inputs: Float32Array.of(1, 1, 2, 2) },
      { label: '2', steps: [], length: 1, inputs: Float32Array.of(7, 0) },
    ]);
  });

  test.each([
    ['@data\n1:2:3\n', 'Its series have 3 dimensions and the model needs 2: a, b'],
    ['@data\n1:2\n1\n', 'Line 3 has 1 dimensions where 2 are expected'],
    ['@timeStamps true\n@data\n', 'Its values have time stamps'],
  ])('says what is wrong with %j', (text, message) => {
    const read = parseInputSeries(text, shape, scaler);
    expect(read.kind === 'unreadable' && read.message).toContain(message);
  });
});
