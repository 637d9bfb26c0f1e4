import { type Fix, fixOf } from './fix.ts';
import type { Range } from './range.ts';

/**
 * The ending of a message that proposes what the user may have meant, such as
 * `: did you mean "window"?`, or the list of all options when none is near and they are few.
 */
export function suggestionFor(typed: string, options: Iterable<string>): string {
  const known = [...options];
  const near = nearest(typed, known);
  if (near !== undefined) {
    return `: did you mean "${near}"?`;
  }
  if (known.length === 1) {
    return `; there is only "${known[0]}"`;
  }
  return known.length > 0 && known.length <= 12
    ? `; known are ${known.map((option) => `"${option}"`).join(', ')}`
    : '';
}

/** The change that the message proposes: `range` holds `typed`; `undefined` where no option is near. */
export function suggestedFix(
  typed: string,
  options: Iterable<string>,
  range: Range,
  write: (option: string) => string = (option) => option,
): Fix | undefined {
  const near = nearest(typed, options);
  return near === undefined ? undefined : fixOf(`Change to "${near}"`, range, write(near));
}

/** The option with the fewest edits from `typed`, unless even that one is too far away. */
export function nearest(typed: string, options: Iterable<string>): string | undefined {
  let best: { option: string; distance: number } | undefined;
  const furthest = Math.floor(typed.length * 0.4) + 1;
  for (const option of options) {
    // Words are at least as far apart as their lengths, which keeps monstrous ones from being compared.
    if (Math.abs(typed.length - option.length) > furthest) {
      continue;
    }
    const distance = editDistance(typed.toLowerCase(), option.toLowerCase());
    if (distance <= furthest && distance < (best?.distance ?? Infinity)) {
      best = { option, distance };
    }
  }
  return best && best.distance < typed.length ? best.option : undefined;
}

/** Optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
