import { expect, test } from 'vitest';
import { applyEdits } from '../../src/base/fix.ts';
import { analyzeSpec } from '../../src/compile/analyzeSpec.ts';
import { provideCodeActions } from '../../src/language/provideCodeActions.ts';
import { memoryDataSource } from '../resolve/dataFixtures.ts';

const right = `task: forecast
data: {file: series.csv, inputs: value, window: 5}
model:
  - lstm: {hidden: 4}
  - linear
train: {epochs: 2}
`;

const idle = right.replace('hidden: 4', 'hidden: 4, merge: sum').replace('2}', '2, carry: true}');

function actionsAt(text: string, word: string) {
  const start = text.indexOf(word);
  return provideCodeActions(analyzeSpec(text, memoryDataSource), { start, end: start });
}

test('provideCodeActions() offers the fixes of the problem at the cursor', () => {
  const fixes = actionsAt(right.replace('window', 'widnow'), 'widnow');
  expect(fixes.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
    ['Change to "window"', 'quickfix', true],
    ['Remove "widnow"', 'quickfix', false],
  ]);
  expect(fixes[0]?.problems.map(({ code }) => code)).toEqual(['spec.unknown-key']);
});

test('provideCodeActions() removes all that has no effect at once, wherever the cursor is', () => {
  const [all] = actionsAt(idle, 'task');
  expect(all?.kind).toBe('source.fixAll');
  expect(applyEdits(idle, all?.edits ?? [])).toBe(right);
});

test('provideCodeActions() offers nothing for a file without problems', () => {
  expect(actionsAt(right, 'lstm')).toEqual([]);
});
