import { expect, test } from 'vitest';
import { contrastRatio } from '../../../media/shared/contrast.ts';

test.each([
  ['#000000', '#FFFFFF', 21],
  ['#777777', '#FFFFFF', 4.48],
  ['#613214', '#181818', 1.67],
  ['rgb(209, 134, 22)', '#F8F8F8ff', 2.75],
  ['tomato', '#FFFFFF', 1],
  ['#FFFFFF00', '#000000', 1],
  ['rgba(234, 92, 0, 0.33)', '#181818', 1.62],
  ['rgb(255 255 255 / 0.5)', '#000000', 5.28],
])('contrastRatio of %s and %s is %d', (first, second, ratio) => {
  expect(contrastRatio(first, second)).toBeCloseTo(ratio, 1);
});
