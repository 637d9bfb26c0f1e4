import { createLineMap, type Position } from '../../src/base/lineMap.ts';
import type { Range } from '../../src/base/range.ts';

/** All stretches of text in an answer, however deep; a value called `offset` is an empty one. */
export function rangesIn(answer: unknown): readonly Range[] {
  if (typeof answer !== 'object' || answer === null) {
    return [];
  }
  return isRange(answer)
    ? [answer]
    : Object.entries(answer).flatMap(([key, inner]) =>
        key === 'offset' && typeof inner === 'number'
          ? [{ start: inner, end: inner }]
          : rangesIn(inner),
      );
}

/** An answer with lines and characters instead of offsets, and one kind of line end. */
export function withPositions(answer: unknown, text: string): unknown {
  const lines = createLineMap(text);
  const place = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replace(/\r\n|\r/g, '\n');
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (isRange(value)) {
      return { start: lines.positionAt(value.start), end: lines.positionAt(value.end) };
    }
    return Array.isArray(value)
      ? value.map(place)
      : Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [
            key,
            key === 'offset' ? lines.positionAt(Number(inner)) : place(inner),
          ]),
        );
  };
  return place(answer);
}

/** An answer whose places lie so many lines further down. */
export function movedDown(answer: unknown, lines: number): unknown {
  if (typeof answer !== 'object' || answer === null) {
    return answer;
  }
  if (isPosition(answer)) {
    return { ...answer, line: answer.line + lines };
  }
  return Array.isArray(answer)
    ? answer.map((inner) => movedDown(inner, lines))
    : Object.fromEntries(
        Object.entries(answer).map(([key, inner]) => [key, movedDown(inner, lines)]),
      );
}

function isRange(value: object): value is Range {
  const { start, end } = value as Partial<Range>;
  return typeof start === 'number' && typeof end === 'number';
}

function isPosition(value: object): value is Position {
  const { line, character } = value as Partial<Position>;
  return typeof line === 'number' && typeof character === 'number';
}
