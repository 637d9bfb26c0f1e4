import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { oracle, relativeError, toTensor } from '../../lower/cellCase.ts';
import { runRnn } from '../runRnn.ts';

type Json = Parameters<typeof toTensor>[0];

/** A folder with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-cells-'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const cwd = folderWith({
  'gru.json': JSON.stringify(oracle.gru_reset_after),
  'one.json': JSON.stringify({ jordan_tanh: oracle.jordan_tanh }),
  'all.json': JSON.stringify(oracle),
  'qrnn.json': JSON.stringify(oracle.qrnn_fo_w2).replaceAll('W1_', 'W_').replaceAll('W0_', 'V_'),
  'no.json': '{',
  'mine.cell.yaml': 'equations: |\n  h = tanh(W @ x + R @ h[t-1] + b)\n',
  'wrong.cell.yaml': 'equations: |\n  h = tnah(W @ x + R @ h[t-1] + b)\n',
  'two.rnn.yaml':
    'task: forecast\ncells:\n  one: h = W @ x + 0.5 * h[t-1]\n  two: h = tanh(R @ h[t-1] + x[t-1] @ x)\n',
  'some.rnn.yaml':
    'cells:\n  one: h = W @ x + 0.5 * h[t-1]\n  two: h = tanh(R @ h[t-1] + V @ x[t-1])\nmodel: []\n',
});

async function checkCell(...args: readonly string[]) {
  return runRnn(['cell', 'check', ...args], { cwd });
}

describe('rnn cell check', () => {
  test('prints parameters, states, roles and the largest errors', async () => {
    const { code, stdout, stderr } = await checkCell('peephole-lstm', '--hidden', '5');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^W_i +\[hidden, input\] = \[5, 3\] +input +\d\.\de-\d+ +\d\.\de-\d+$/m);
    expect(stdout).toMatch(/^p_i +\[hidden\] = \[5\] +peephole /m);
    expect(stdout).toMatch(/^c\[t-1\] +\[hidden\] = \[5\] +state /m);
    expect(stdout).toContain('values: i gate, f gate, g candidate, c state, o gate, h state');
    expect(stdout).toMatch(/float64: largest error \d.* tolerance 1\.0e-6\n.* tolerance 2\.0e-5\n/);
  });

  test.each([
    [['lstm', '--option', 'projection=2']],
    [['jordan', '--option', 'output=3', '--option', 'activation=relu']],
    [['jordan']],
    [['slstm', '--steps', '1', '--batch', '1']],
    [['lnlstm', '--input', '2', '--hidden', '7', '--seed', '9']],
    [['mine.cell.yaml']],
    [['some.rnn.yaml#two']],
  ])('%j is right', async (args) => {
    const { code, json } = await checkCell(...args, '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject([{ passed: true }]);
  });

  test('checks all cells of a spec', async () => {
    const { json } = await checkCell('some.rnn.yaml', '--json');
    expect(json().map(({ cell }) => cell)).toEqual(['one', 'two']);
  });

  test.each([
    ['gru', 'gru.json', 'gru_reset_after'],
    ['jordan', 'one.json', 'jordan_tanh'],
    ['qrnn', 'qrnn.json', 'qrnn_fo_w2'],
  ])('computes what is known of %s from a case', async (cell, file, entry) => {
    const { code, json } = await checkCell(cell, '--case', file, '--json');
    expect(code).toBe(0);
    const [result] = json() as readonly Readonly<Record<string, Json>>[];
    const known = oracle[entry] as unknown as Readonly<Record<string, Json>>;
    const reference = result?.reference as unknown as Readonly<Record<string, Json>>;
    for (const key of ['y', 'loss', 'grad_x'] as const) {
      const expected = toTensor(known[key] as Json);
      const error = (it: Json | undefined) =>
        relativeError(toTensor(it as Json).data, expected.data);
      expect(error(reference[key])).toBeLessThan(1e-9);
      expect(error(result?.[key])).toBeLessThan(2e-5);
    }
    for (const key of ['sT', 'grad_s0'] as const) {
      const lists = [known[key], reference[key]] as unknown as readonly (readonly Json[])[];
      lists[0]?.forEach((expected, index) => {
        const actual = toTensor(lists[1]?.[index] as Json).data;
        expect(relativeError(actual, toTensor(expected).data)).toBeLessThan(1e-9);
      });
    }
    const names = Object.keys(known.grad_params as object).map((name) =>
      cell === 'qrnn' ? name.replace('W1', 'W').replace('W0', 'V') : name,
    );
    expect(Object.keys(result?.grad_params as object).toSorted()).toEqual(names.toSorted());
  });

  test.each([
    [['lsmt'], 'There is no cell "lsmt" in the library: did you mean "lstm"?'],
    [['none.yaml'], 'There is no file "none.yaml"'],
    [['some.rnn.yaml#three'], '"some.rnn.yaml" has no cell "three"; known are "one", "two"'],
    [['wrong.cell.yaml'], 'Unknown function "tnah": did you mean "tanh"?'],
    [['two.rnn.yaml'], 'The left side of "@" must be the name of a parameter matrix'],
    [
      ['lstm', '--option', 'projektion=2'],
      'has no option "projektion": did you mean "projection"?',
    ],
    [
      ['lstm', '--option', 'projection=2.5'],
      'Option "projection" of cell "lstm" must be a whole number from 1 to 65,536, but it is "2.5"',
    ],
    [['gru', '--case', 'all.json'], 'but this file holds 44 entries'],
    [['gru', '--case', 'no.json'], '"no.json" is not valid JSON'],
    [
      ['rnn', '--case', 'gru.json'],
      'lacks "W_h", "R_h", "b_h" and has "W_z", "R_z", "b_z", "W_r", "R_r", "b_r", "W_n", "R_n", "b_n", "c_n" besides: cell "rnn" has "W_h", "R_h", "b_h"',
    ],
    [
      ['jordan', '--case', 'one.json', '--option', 'output=3'],
      'Option "output" is 3, but in the case it is 2',
    ],
  ])('%j says what is wrong', async (args, message) => {
    const { code, stderr } = await checkCell(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test('takes only options with a value', async () => {
    expect((await checkCell('lstm', '--option', 'projection')).code).toBe(2);
  });
});
