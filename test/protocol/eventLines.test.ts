import { describe, expect, test } from 'vitest';
import { createEventLines } from '../../src/protocol/eventLines.ts';

const failed = { type: 'failed', message: 'Größe – 3 µm', run: undefined, folder: undefined };
const line = new TextEncoder().encode(`${JSON.stringify(failed)}\n`);

describe('createEventLines', () => {
  test('puts lines together wherever the bytes are cut', () => {
    for (let cut = 0; cut <= line.length; cut++) {
      const read = createEventLines();
      const events = [...read(line.subarray(0, cut)), ...read(line.subarray(cut))];
      expect(events).toEqual([{ type: 'failed', message: 'Größe – 3 µm' }]);
    }
  });

  test('leaves out a line that was cut off, and goes on after it', () => {
    const read = createEventLines();
    const cut = new TextEncoder().encode('{"type":"epo\n');
    expect([...read(cut), ...read(line)]).toHaveLength(1);
  });

  test.each(['null', '3', '"failed"', '{"type":"toString"}', '{"type":"later-kind"}', ''])(
    'leaves out %s',
    (text) => {
      expect(createEventLines()(new TextEncoder().encode(`${text}\n`))).toEqual([]);
    },
  );
});
