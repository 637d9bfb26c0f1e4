/**
 * How much a colour differs in lightness from its background, from 1 (not at all) to 21 (black on
 * white), as WCAG 2 defines it; through a translucent colour the background is seen. Colours are as
 * CSS writes them with `#` or `rgb()`; others count as equal.
 */
export function contrastRatio(colour: string, background: string): number {
  const [over, under] = [parseColour(colour), parseColour(background)];
  if (over === undefined || under === undefined) {
    return 1;
  }
  const mix = (channel: 0 | 1 | 2) => over[3] * over[channel] + (1 - over[3]) * under[channel];
  const [a, b] = [luminance([mix(0), mix(1), mix(2)]), luminance(under)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Red, green, blue and opacity, each from 0 to 1. */
function parseColour(colour: string): readonly [number, number, number, number] | undefined {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(colour);
  if (hex) {
    const digits = `${hex[1]}${hex[2] ?? 'ff'}`;
    const at = (index: number) => Number.parseInt(digits.slice(index, index + 2), 16) / 255;
    return [at(0), at(2), at(4), at(6)];
  }
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+))?/i.exec(colour);
  return rgb
    ? [Number(rgb[1]) / 255, Number(rgb[2]) / 255, Number(rgb[3]) / 255, Number(rgb[4] ?? 1)]
    : undefined;
}
