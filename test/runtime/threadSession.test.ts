import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { emitOnnx } from '../../src/onnx/emitOnnx.ts';
import { createOnnxRuntime } from '../../src/runtime/onnxRuntime.ts';
import { openThreadSession } from '../../src/runtime/threadSession.ts';
import { bundleProcess } from '../bundleProcess.ts';

let threadFile = '';

beforeAll(async () => {
  threadFile = await bundleProcess('src/runtime/sessionThread.ts');
});

afterAll(() => rmSync(path.dirname(threadFile), { recursive: true, force: true }));

/** x + x and x · x of `x` `[B, 2]`. */
function doubleAndSquare(): Uint8Array {
  const builder = new GraphBuilder();
  const x = builder.input('x', ['B', 2]);
  const outputs = [
    { name: 'double', value: builder.add(x, x) },
    { name: 'square', value: builder.multiply(x, x) },
  ];
  return emitOnnx(builder.finish('test', outputs, [x]));
}

function rows(...numbers: readonly number[]) {
  // A piece of something larger.
  const data = Float32Array.of(9, ...numbers).subarray(1);
  return { x: { data, dimensions: [numbers.length / 2, 2] } };
}

/** Opens a thread that says it is ready and does what that code says when it is asked. */
function openThread(code: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-thread-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'thread.cjs');
  const start = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', () => { ${code} });
parentPort.postMessage({ outputs: {}, inputs: {} });`;
  writeFileSync(file, start);
  return openThreadSession(file, { model: new Uint8Array(), options: {} });
}

describe('openThreadSession', { timeout: 20_000 }, () => {
  it('computes in a thread what a session computes, several at the same time', async () => {
    const runtime = createOnnxRuntime({ threads: 1, threadFile });
    const model = doubleAndSquare();
    const sessions = [
      await runtime.load(model),
      await runtime.load(model, 'parallel'),
      await runtime.load(model, 'parallel'),
    ];
    // Other sizes from request to request: what is larger or smaller than before counts too.
    for (const inputs of [rows(1, 2, 3, 4), rows(5, 6), rows(1, 2, 3, 4, 5, 6)]) {
      const [here, ...inThreads] = await Promise.all(sessions.map((it) => it.run(inputs)));
      expect(Object.keys(here ?? {})).toEqual(['double', 'square']);
      expect(inThreads).toEqual([here, here]);
      expect(await sessions[1]?.run(inputs, ['square'])).toEqual({ square: here?.square });
    }
    await Promise.all(sessions.map((session) => session.release()));
  });

  it('says what is wrong with a model or with inputs', async () => {
    const runtime = createOnnxRuntime({ threadFile });
    await expect(runtime.load(Uint8Array.of(1, 2, 3), 'parallel')).rejects.toThrow();
    const session = await runtime.load(doubleAndSquare(), 'parallel');
    await expect(session.run({})).rejects.toThrow('x');
    await expect(session.run(rows(1, 2))).rejects.toThrow('x');
  });

  it.each([
    { name: 'ends', code: 'process.exit(0)', message: 'ended' },
    { name: 'fails', code: 'throw new Error("out of memory")', message: 'out of memory' },
  ])('does not wait for a thread that $name', async ({ code, message }) => {
    const session = await openThread(code);
    await expect(session.run(rows(1, 2))).rejects.toThrow(message);
    await expect(session.run(rows(1, 2))).rejects.toThrow(message);
    await session.release();
  });

  it('ends its thread while it works', async () => {
    const session = await openThread('for (;;) {}');
    const running = session.run(rows(1, 2));
    await Promise.all([expect(running).rejects.toThrow('ended'), session.release()]);
  });
});
