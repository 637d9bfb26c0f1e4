import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { panelTypes } from '../protocol/panel.ts';

/**
 * The page of a panel: one script and one style sheet of ours, nothing else. What it shows arrives as
 * messages, so nothing of a person's files ever becomes part of the page's text.
 */
export function panelHtml(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  panel: keyof typeof panelTypes,
): string {
  const nonce = randomBytes(16).toString('base64');
  const address = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(mediaFolder(extensionUri), name));
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>RNN Studio</title>
<link rel="stylesheet" href="${address(`${panel}.css`)}">
</head>
<body>
<script nonce="${nonce}" src="${address(`${panel}.js`)}"></script>
</body>
</html>`;
}

/** A page may run scripts and load files of ours; it cannot run commands of the editor. */
export function panelOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: false,
    localResourceRoots: [mediaFolder(extensionUri)],
  };
}

function mediaFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'media');
}
