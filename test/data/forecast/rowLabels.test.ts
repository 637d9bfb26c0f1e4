import { describe, expect, it } from 'vitest';
import { rowLabels } from '../../../src/data/forecast/rowLabels.ts';

describe('rowLabels', () => {
  it('takes the first column that holds text', () => {
    const columns = [
      { name: 'value', cells: ['1', ''] },
      { name: 'month', cells: ['1949-01', '1949-02'] },
    ];
    expect(rowLabels({ columns, rows: 2 })).toEqual(['1949-01', '1949-02']);
  });

  it('counts rows where all columns are numbers', () => {
    expect(rowLabels({ columns: [{ name: 'a', cells: ['5', '6'] }], rows: 2 })).toEqual(['0', '1']);
  });
});
