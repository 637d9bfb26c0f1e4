import type { ValueRole } from '../../src/protocol/inspection.ts';

/** How numbers become colours: what the ends of the scale stand for, and 256 colours between them. */
export interface ColourScale {
  readonly kind: 'share' | 'signed';
  readonly least: number;
  readonly most: number;
  /** Red, green, blue, one after another. */
  readonly table: Uint8ClampedArray;
}

/**
 * Gates go from 0 to 1. Everything else has a sign: it is drawn around 0, to the same distance on both
 * sides, which is 1 where nothing is larger.
 */
export function colourScale(role: ValueRole, largest: number, dark: boolean): ColourScale {
  if (role === 'gate') {
    return { kind: 'share', least: 0, most: 1, table: shareTable };
  }
  const most = largest <= 1 ? 1 : largest;
  return { kind: 'signed', least: -most, most, table: dark ? darkSigned : lightSigned };
}

/** The place of a value in the table of its scale. */
export function placeOf({ least, most }: ColourScale, value: number): number {
  const share = (value - least) / (most - least);
  return Math.max(0, Math.min(255, Math.round(share * 255)));
}

/** The colour of a value as CSS writes it. */
export function cssColour(scale: ColourScale, value: number): string {
  const start = 3 * placeOf(scale, value);
  return `rgb(${[...scale.table.subarray(start, start + 3)].join(' ')})`;
}

/** A picture `[columns, rows]` as the pixels of an image that is as wide and as high. */
export function paint(
  data: Float32Array,
  columns: number,
  rows: number,
  scale: ColourScale,
): ImageData {
  const image = new ImageData(columns, rows);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const colour = 3 * placeOf(scale, data[column * rows + row] as number);
      const pixel = 4 * (row * columns + column);
      image.data[pixel] = scale.table[colour] as number;
      image.data[pixel + 1] = scale.table[colour + 1] as number;
      image.data[pixel + 2] = scale.table[colour + 2] as number;
      image.data[pixel + 3] = 255;
    }
  }
  return image;
}

type Colour = readonly [red: number, green: number, blue: number];

/** From dark violet to yellow, lighter all the way: order is seen without any sense of hue. */
const shareTable = makeTable([
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
]);

/** Blue below zero and orange above: told apart with any colour vision. Zero recedes. */
const lightSigned = makeTable([
  [8, 64, 129],
  [67, 134, 196],
  [170, 204, 229],
  [247, 247, 247],
  [253, 205, 150],
  [236, 131, 45],
  [140, 60, 4],
]);
const darkSigned = makeTable([
  [158, 208, 255],
  [66, 142, 214],
  [24, 66, 112],
  [24, 24, 26],
  [110, 56, 12],
  [226, 126, 40],
  [255, 206, 140],
]);

/** 256 colours, evenly between those that are given. */
function makeTable(stops: readonly Colour[]): Uint8ClampedArray {
  const table = new Uint8ClampedArray(3 * 256);
  for (let place = 0; place < 256; place++) {
    const position = (place / 255) * (stops.length - 1);
    const index = Math.min(stops.length - 2, Math.floor(position));
    const [from, to] = [stops[index] as Colour, stops[index + 1] as Colour];
    for (const channel of [0, 1, 2] as const) {
      table[3 * place + channel] =
        from[channel] + (to[channel] - from[channel]) * (position - index);
    }
  }
  return table;
}
