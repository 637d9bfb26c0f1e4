import {
  type DocumentSymbol,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type OutlineItem, provideOutline } from '../../language/provideOutline.ts';
import {
  provideWorkspaceSymbols,
  type WorkspaceSymbol,
} from '../../language/provideWorkspaceSymbols.ts';
import { toLocation, toRange } from '../toProtocol.ts';
import { type AnswerFamily, answerFrom } from './answerFamily.ts';

/** The parts of a file, and specs, cells and layers of the workspace by their names. */
export const answerOutline: AnswerFamily = {
  capabilities: { documentSymbolProvider: true, workspaceSymbolProvider: true },
  register: (connection, context) => {
    connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
      answerFrom(context, uri, token, ({ document, analysis }) =>
        provideOutline(analysis).map((item) => toDocumentSymbol(item, document)),
      ),
    );
    connection.onWorkspaceSymbol(async ({ query }) => {
      const workspace = await context.workspaceFiles.read();
      return provideWorkspaceSymbols(query, workspace).map(toSymbolInformation);
    });
  },
};

function toDocumentSymbol(item: OutlineItem, document: TextDocument): DocumentSymbol {
  return {
    name: item.name === '' ? '(no name)' : item.name,
    detail: item.detail,
    kind: outlineKinds[item.kind],
    range: toRange(item.range, document),
    selectionRange: toRange(item.nameRange, document),
    children: item.children.map((child) => toDocumentSymbol(child, document)),
  };
}

function toSymbolInformation(symbol: WorkspaceSymbol): SymbolInformation {
  const { name, kind, container, location } = symbol;
  return {
    name,
    kind: workspaceKinds[kind],
    containerName: container,
    location: toLocation(location),
  };
}

const outlineKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  key: SymbolKind.Property,
  cell: SymbolKind.Class,
  layer: SymbolKind.Class,
  state: SymbolKind.Field,
  gate: SymbolKind.Variable,
  candidate: SymbolKind.Variable,
  value: SymbolKind.Variable,
  parameter: SymbolKind.Constant,
  input: SymbolKind.Variable,
  size: SymbolKind.Number,
  option: SymbolKind.Property,
  function: SymbolKind.Function,
};

const workspaceKinds: Readonly<Record<WorkspaceSymbol['kind'], SymbolKind>> = {
  spec: SymbolKind.File,
  cell: SymbolKind.Class,
  layer: SymbolKind.Object,
};
