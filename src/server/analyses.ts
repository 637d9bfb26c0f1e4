import { analyzeCellFile } from '../compile/analyzeCellFile.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import type { Analysis } from '../resolve/analysis.ts';
import { type DataSource, noDataSource } from '../resolve/dataSource.ts';
import { cellNameOf, isCellFile } from '../spec/parseSpec.ts';
import type { FileCache } from './fileCache.ts';
import { fileOfUri, nameOfUri } from './fileOfUri.ts';

/** The analyses of the open specs, made when they are asked for. */
export interface Analyses {
  /** The analysis of the newest text; `undefined` for a file that is not open. */
  of(uri: string): Analysis | undefined;
  /** The open specs whose last analysis read the data file. */
  urisThatRead(file: string): readonly string[];
  forget(uri: string): void;
}

/** The open documents, as far as they are needed here. */
export interface OpenDocuments {
  get(uri: string): { readonly version: number; getText(): string } | undefined;
}

interface Entry {
  readonly version: number;
  /** How often files had changed when the analysis was made. */
  readonly revision: number;
  readonly analysis: Analysis;
  readonly reads: ReadonlySet<string>;
}

/** Keeps one analysis for each open spec, until its text or a data file changes. */
export function createAnalyses(documents: OpenDocuments, files: FileCache): Analyses {
  const entries = new Map<string, Entry>();
  return {
    of: (uri) => {
      const document = documents.get(uri);
      if (!document) {
        return undefined;
      }
      const known = entries.get(uri);
      const revision = files.revision();
      if (known?.version === document.version && known.revision === revision) {
        return known.analysis;
      }
      const reads = new Set<string>();
      const source = recordingSource(dataSourceOf(uri, files), reads);
      const analysis = analyze(nameOfUri(uri), document.getText(), source);
      entries.set(uri, { version: document.version, revision, analysis, reads });
      return analysis;
    },
    urisThatRead: (file) =>
      [...entries].filter(([, entry]) => entry.reads.has(file)).map(([uri]) => uri),
    forget: (uri) => {
      entries.delete(uri);
    },
  };
}

function analyze(name: string, text: string, source: DataSource): Analysis {
  return isCellFile(name)
    ? analyzeCellFile(text, cellNameOf(name), source)
    : analyzeSpec(text, source);
}

/** A spec that was never saved has no folder, so its data file is not known. */
function dataSourceOf(uri: string, files: FileCache): DataSource {
  const specFile = fileOfUri(uri);
  return specFile === undefined ? noDataSource : files.sourceFor(specFile);
}

function recordingSource(source: DataSource, reads: Set<string>): DataSource {
  return {
    read: (file) => {
      const found = source.read(file);
      reads.add(found.path);
      return found;
    },
  };
}
