import { describe, expect, test } from 'vitest';
import { checkCell } from '../../src/cells/checkCell.ts';
import { optionChoices } from '../../src/cells/optionChoices.ts';
import { cellLibrary } from '../../src/resolve/cellLibrary.ts';
import { plainCell } from '../../src/resolve/plainCell.ts';

describe.each([...cellLibrary().values()])('cellLibrary() has "$name", which', (definition) => {
  test('is free of problems, with every choice of its options', () => {
    const problems = checkCell(definition, {
      locate: ({ range }) => range ?? { start: 0, end: 0 },
      removal: () => undefined,
    });
    expect(problems).toEqual([]);
    const cells = optionChoices(definition).map((choice) => plainCell(definition, choice));
    expect(cells).not.toContain(undefined);
  });

  test('says in one line what it is and where it comes from', () => {
    expect(definition.summary).toMatch(/^[A-Z][^\n]{10,120}[^.\n]$/);
    expect(definition.source).toMatch(/^[^\n]{5,}[^.\n]$/);
  });

  test('has initializers only for parameters that it has', () => {
    const names = optionChoices(definition).flatMap((choice) =>
      (plainCell(definition, choice)?.parameters ?? []).flatMap(({ name, stem }) => [name, stem]),
    );
    expect(names).toEqual(expect.arrayContaining(Object.keys(definition.init)));
  });
});
