/**
 * How much two colours differ in lightness, from 1 (not at all) to 21 (black and white), as WCAG 2
 * defines it. Colours are as CSS writes them with `#` or `rgb()`; others count as equal.
 */
export function contrastRatio(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)];
  if (a === undefined || b === undefined) {
    return 1;
  }
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number | undefined {
  const channels = parseColour(colour);
  if (channels === undefined) {
    return undefined;
  }
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green and blue from 0 to 1. */
function parseColour(colour: string): readonly [number, number, number] | undefined {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(colour)?.[1];
  if (hex !== undefined) {
    const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16) / 255;
    return [at(0), at(2), at(4)];
  }
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(colour);
  return rgb ? [Number(rgb[1]) / 255, Number(rgb[2]) / 255, Number(rgb[3]) / 255] : undefined;
}
