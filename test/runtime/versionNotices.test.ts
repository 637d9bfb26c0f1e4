import { describe, expect, it } from 'vitest';
import { versionNotices } from '../../src/runtime/versionNotices.ts';

const before = { rnnStudio: '0.1.0', node: '20.0.0', onnxRuntime: '1.20.0' };

describe('versionNotices', () => {
  it('says nothing where the same programs go on', () => {
    expect(versionNotices(before, { ...before, node: '22.0.0' })).toEqual([]);
  });

  it('names what may give other numbers', () => {
    const now = { ...before, rnnStudio: '0.2.0', onnxRuntime: '1.21.0' };
    expect(versionNotices(before, now)).toEqual([
      'The run was trained with RNN Studio 0.1.0 so far and goes on with RNN Studio 0.2.0: its ' +
        'numbers may differ from those of an unbroken run',
      'The run was trained with ONNX Runtime 1.20.0 so far and goes on with ONNX Runtime 1.21.0: ' +
        'its numbers may differ from those of an unbroken run',
    ]);
  });
});
