import * as vscode from 'vscode';

/** What lasts longer than this is shown as progress that can be cancelled. */
const patience = 1000;

/** Runs a task; when it takes more than a second, a notification shows it and can cancel it. */
export async function withPatientProgress<T>(
  title: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const running = task(controller.signal);
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_progress, token) => {
        token.onCancellationRequested(() => controller.abort());
        await running.catch(() => undefined);
      },
    );
  }, patience);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}
