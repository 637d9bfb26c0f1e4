import { errorAt } from '../../base/problem.ts';
import type { Rule } from '../ruleContext.ts';

/** The data file is there, is a table, and has rows. */
export const dataFileCanBeRead: Rule = ({ document, spec, data }) => {
  const range = document.rangeOf('data/file');
  const file = `Data file "${spec.data.file}"`;
  switch (data.kind) {
    case 'pending':
      return [];
    case 'missing': {
      const message = `${file} is not there: put it at ${data.path}, or correct the path, which starts at the folder of this spec`;
      return [errorAt(range, 'data.file-missing', message)];
    }
    case 'unreadable':
      return [
        errorAt(
          range,
          'data.file-unreadable',
          `${file} cannot be read as a table. ${data.message}`,
        ),
      ];
    case 'table': {
      if (data.table.rows > 0) {
        return [];
      }
      const has = data.table.columns.length > 0 ? 'has a header line but no rows' : 'is empty';
      const message = `${file} ${has}: it needs a header line and one row per time step`;
      return [errorAt(range, 'data.empty', message)];
    }
  }
};
