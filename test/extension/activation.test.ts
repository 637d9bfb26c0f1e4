import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

/** Promised to the user: see `ARCHITECTURE.md`. */
const activationBudget = 100;

suite('activation', () => {
  test('takes less than 100 ms, loading included', async () => {
    const extension = vscode.extensions.getExtension('rnn-studio.rnn-studio');
    assert.ok(extension, 'the extension is installed');
    assert.equal(extension.isActive, false, 'no earlier event has activated the extension');
    const start = performance.now();
    await extension.activate();
    const elapsed = performance.now() - start;
    assert.equal(extension.isActive, true);
    assert.ok(elapsed < activationBudget, `activation took ${elapsed.toFixed(0)} ms`);
  });
});
