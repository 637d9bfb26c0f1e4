import { describe, expect, test } from 'vitest';
import { importsOf, listSources, packageOf, resolveImport } from './sources.ts';

interface Layer {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const model = ['base', 'spec', 'cells', 'graph', 'data', 'resolve'];
const compiler = [...model, 'lower', 'grad', 'onnx', 'compile'];
const engine = [...compiler, 'protocol', 'engine'];

/** For each folder of `src`, and for `media`: what it may import beside itself. */
const layers: Readonly<Record<string, Layer>> = {
  base: { folders: [], packages: [] },
  protocol: { folders: ['base'], packages: [] },
  spec: { folders: ['base'], packages: ['yaml'] },
  cells: { folders: ['base', 'spec'], packages: [] },
  graph: { folders: ['base'], packages: [] },
  data: { folders: ['base'], packages: ['csv-parse', 'fflate'] },
  resolve: { folders: ['base', 'spec', 'cells', 'graph', 'data'], packages: [] },
  lower: { folders: model, packages: [] },
  grad: { folders: ['base', 'graph'], packages: [] },
  onnx: { folders: ['base', 'graph', 'cells'], packages: ['@bufbuild/protobuf'] },
  compile: { folders: [...model, 'lower', 'grad', 'onnx'], packages: [] },
  engine: { folders: [...compiler, 'protocol'], packages: [] },
  language: { folders: [...model, 'protocol'], packages: [] },
  runtime: { folders: engine, packages: ['onnxruntime-node', 'node:'] },
  worker: { folders: [...engine, 'runtime'], packages: ['node:'] },
  server: {
    folders: [...engine, 'language', 'runtime'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'node:'],
  },
  inspector: { folders: [...engine, 'runtime'], packages: ['node:'] },
  cli: { folders: [...engine, 'language', 'runtime'], packages: ['commander', 'node:'] },
  extension: {
    folders: [...engine, 'language', 'runtime'],
    packages: ['vscode', 'vscode-languageclient', 'node:'],
  },
  media: {
    folders: ['base', 'protocol'],
    packages: ['preact', 'uplot'],
  },
};

const sources = listSources('src', 'media');

describe('layers', () => {
  test('every folder of src is one', () => {
    expect(sources.map(folderOf).filter((it) => !(it in layers))).toEqual([]);
  });

  test('import only what lies below them', () => {
    expect(sources.flatMap(strayImports)).toEqual([]);
  });

  test('keep numbers out of the extension host and the language server', () => {
    const reached = ['src/extension/', 'src/server/'].flatMap((entry) =>
      reachablePackages(sources.filter((file) => file.startsWith(entry))),
    );
    expect(reached).toContain('vscode');
    expect(reached).not.toContain('onnxruntime-node');
  });
});

/** `src/graph/shapes.ts` is in `graph`, everything under `media` in `media`. */
function folderOf(file: string): string {
  const [top = '', inner = ''] = file.split('/');
  return top === 'src' ? inner : top;
}

function strayImports(file: string): readonly string[] {
  const folder = folderOf(file);
  const { folders, packages } = layers[folder] ?? { folders: [], packages: [] };
  return importsOf(file)
    .filter(({ specifier }) => {
      const target = resolveImport(file, specifier);
      return target === undefined
        ? !packages.includes(packageOf(specifier))
        : ![folder, ...folders].includes(folderOf(target));
    })
    .map(({ specifier, line }) => `${file}:${line} imports ${specifier}`);
}

/** What these files load when they run, through any number of files. */
function reachablePackages(entries: readonly string[]): readonly string[] {
  const seen = new Set(entries);
  const packages = new Set<string>();
  for (const file of seen) {
    for (const { specifier, isTypeOnly } of sources.includes(file) ? importsOf(file) : []) {
      const target = resolveImport(file, specifier);
      if (target !== undefined && !isTypeOnly) {
        seen.add(target);
      } else if (target === undefined && !isTypeOnly) {
        packages.add(packageOf(specifier));
      }
    }
  }
  return [...packages];
}
