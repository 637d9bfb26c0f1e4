import { describe, expect, test } from 'vitest';
import { type ColourScale, colourScale, cssColour, placeOf } from '../../../media/gates/colours.ts';

/** Lightness as WCAG 2 has it, without its gamma: enough to tell lighter from darker. */
function lightness(scale: ColourScale, place: number): number {
  const [red = 0, green = 0, blue = 0] = scale.table.subarray(3 * place, 3 * place + 3);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('colourScale', () => {
  test('goes from 0 to 1 for gates, lighter at every place', () => {
    const scale = colourScale('gate', 0.4, true);
    expect(scale).toMatchObject({ kind: 'share', least: 0, most: 1 });
    for (let place = 8; place < 256; place += 8) {
      expect(lightness(scale, place)).toBeGreaterThan(lightness(scale, place - 8));
    }
  });

  test.each(['state', 'candidate', 'value', 'input'] as const)(
    'is symmetric around 0 for a %s, to 1 or to what is largest',
    (role) => {
      expect(colourScale(role, 0.3, false)).toMatchObject({ least: -1, most: 1 });
      expect(colourScale(role, 7, false)).toMatchObject({ least: -7, most: 7 });
    },
  );

  test.each([true, false])(
    'tells sizes apart by lightness on both sides of 0, dark: %s',
    (dark) => {
      const scale = colourScale('state', 1, dark);
      const away = dark ? 1 : -1;
      for (const side of [-1, 1]) {
        const steps = [0, 40, 80, 120].map((distance) => lightness(scale, 128 + side * distance));
        steps.slice(1).forEach((step, index) => {
          expect(away * (step - (steps[index] as number))).toBeGreaterThan(0);
        });
      }
    },
  );
});

describe('placeOf', () => {
  test('cuts what lies outside of the scale', () => {
    const scale = colourScale('gate', 1, true);
    expect([-1, 0, 0.5, 1, 2].map((value) => placeOf(scale, value))).toEqual([0, 0, 128, 255, 255]);
    expect(cssColour(scale, 1)).toBe('rgb(253 231 37)');
  });
});
