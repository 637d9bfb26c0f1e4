import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { formatTable } from '../../../src/cli/formatTable.ts';
import { pause, startServer } from '../../../src/server/startServer.ts';
import { openSession, type Session } from './session.ts';
import { typedSpec, typedTable, typings } from './typedSpec.ts';

const help = `Times the language server while somebody types in a large spec.

  npm run bench:language -- [options]

  --rounds N   How often each place is typed at; otherwise 20.
  --help       This text.

The server is a process of its own, asked over its standard streams as by an editor: after each
change for completion at the cursor, and then for everything else that it offers.
`;

/** Milliseconds that 95 of 100 answers may take. */
const limits: Readonly<Record<string, number>> = {
  'problems after a change': 50,
  'textDocument/completion': 30,
};

/** Requests by the capability with which a server says that it answers them. */
const requests: Readonly<Record<string, string>> = {
  hoverProvider: 'textDocument/hover',
  codeLensProvider: 'textDocument/codeLens',
  inlayHintProvider: 'textDocument/inlayHint',
  semanticTokensProvider: 'textDocument/semanticTokens/full',
  documentSymbolProvider: 'textDocument/documentSymbol',
  documentLinkProvider: 'textDocument/documentLink',
  documentHighlightProvider: 'textDocument/documentHighlight',
  foldingRangeProvider: 'textDocument/foldingRange',
  codeActionProvider: 'textDocument/codeAction',
  definitionProvider: 'textDocument/definition',
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string' },
      help: { type: 'boolean', default: false },
      stdio: { type: 'boolean', default: false },
    },
  });
  if (values.stdio) {
    startServer(createConnection(ProposedFeatures.all), {
      library: path.join(__dirname, 'library'),
      problems: path.join(__dirname, 'problems.md'),
    });
  } else if (values.help) {
    console.log(help);
  } else {
    await bench(Number(values.rounds ?? 20));
  }
}

async function bench(rounds: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rnn-bench-language-'));
  const spec = typedSpec();
  const table = typedTable();
  writeFileSync(path.join(folder, 'typed.csv'), table);
  const uri = pathToFileURL(path.join(folder, 'typed.rnn.yaml')).href;
  const since = performance.now();
  const command = [process.execPath, process.argv[1] ?? '', '--stdio'];
  const session = await openSession(command, uri, spec, () => true);
  console.log(
    `A spec of ${spec.split('\n').length - 1} lines with 20 cells, and a table of ` +
      `${(table.length / 1e6).toFixed(1)} MB with ${(table.split('\n').length - 2).toLocaleString('en')} rows.\n` +
      `First problems ${(performance.now() - since).toFixed(0)} ms after the server was started.\n`,
  );
  const times = new Map<string, number[]>();
  const note = (name: string, time: number) => times.set(name, [...(times.get(name) ?? []), time]);
  for (let round = 0; round < rounds; round++) {
    for (const typing of typings) {
      await typeAt(session, spec, typing, note);
    }
  }
  await session.close();
  rmSync(folder, { recursive: true });
  report(times);
}

/** Types at a place and takes it back, with all questions of an editor each time. */
async function typeAt(
  session: Session,
  spec: string,
  { after, typed }: (typeof typings)[number],
  note: (name: string, time: number) => void,
): Promise<void> {
  const start = spec.indexOf(after) + after.length;
  const steps = [
    { from: start, to: start, text: typed },
    { from: start, to: start + typed.length, text: '' },
  ];
  for (const { from, to, text } of steps) {
    const problems = session.change(from, to, text);
    note(
      'textDocument/completion',
      await session.ask('textDocument/completion', from + text.length),
    );
    const others = Object.entries(requests)
      .filter(([capability]) => capability in session.capabilities)
      .map(async ([, method]) => note(method, await session.ask(method, from + text.length)));
    const untilProblems = await problems;
    note('problems after a change', untilProblems);
    note(`the same without the pause of ${pause} ms`, untilProblems - pause);
    await Promise.all(others);
  }
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const rows = [...times].map(([name, all]) => {
    const numbers = [0.5, 0.95, 1].map((share) => quantile(all, share).toFixed(1));
    return [name, String(all.length), ...numbers, String(limits[name] ?? '')];
  });
  const titles = ['count', 'median', '95 %', 'longest', 'limit'];
  const columns = [
    { title: 'milliseconds', align: 'left' } as const,
    ...titles.map((title) => ({ title, align: 'right' }) as const),
  ];
  console.log(formatTable(columns, rows).join('\n'));
  console.log(
    'Completion is asked for right after the change, so it waits until the new text is read; problems ' +
      'are looked for after the pause, when it has been read.',
  );
  for (const [name, limit] of Object.entries(limits)) {
    if (!(quantile(times.get(name) ?? [], 0.95) < limit)) {
      console.log(`Too slow: ${name}`);
      process.exitCode = 1;
    }
  }
}

/** The smallest of the values that is not below the given share of them. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

void main();
