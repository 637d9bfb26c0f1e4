import { describe, expect, test } from 'vitest';
import { provideWorkspaceSymbols } from '../../src/language/provideWorkspaceSymbols.ts';
import { readFixtureFiles } from './fixtureFiles.ts';

const { workspace } = readFixtureFiles(`--- airline.rnn.yaml
cells: {mine: h = W @ x, shared: {file: better.cell.yaml}}
model: [{mine: 3}, lstm: 4, linear]
--- better.cell.yaml
equations: h = W @ x
`);

describe('provideWorkspaceSymbols()', () => {
  test.each([
    ['airline', ['spec airline in /airline.rnn.yaml, line 1']],
    ['BETT', ['cell better in /better.cell.yaml, line 1']],
    [
      'mine',
      [
        'cell mine of airline in /airline.rnn.yaml, line 1',
        'layer mine of airline in /airline.rnn.yaml, line 2',
      ],
    ],
    ['lsm', ['layer lstm of airline in /airline.rnn.yaml, line 2']],
    ['nil', []],
  ])('finds %j', (query, expected) => {
    const found = provideWorkspaceSymbols(query, workspace).map(
      ({ name, kind, container, location }) =>
        `${kind} ${name}${container === '' ? '' : ` of ${container}`} in ${location.path}, line ${location.span.start.line + 1}`,
    );
    expect(found).toEqual(expected);
  });

  test('finds everything where nothing is asked', () => {
    expect(provideWorkspaceSymbols('', workspace).length).toBe(7);
  });
});
