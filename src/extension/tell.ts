import * as vscode from 'vscode';

/** Waits for the work; what went wrong with it becomes a message, unless a person called it off. */
export async function tell<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      return undefined;
    }
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
