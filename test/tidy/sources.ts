import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParseResult, parseSync } from 'oxc-parser';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One `import` or re-`export` of a source file. */
export interface Import {
  readonly specifier: string;
  /** Erased by TypeScript, so it is absent when the program runs. */
  readonly isTypeOnly: boolean;
  readonly line: number;
}

/**
 * The repository's own files as paths relative to its root with `/`: tracked ones and ones not yet
 * added, without what git ignores.
 */
export function listFiles(): readonly string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
}

/** Those of the given top-level folders that hold TypeScript or JavaScript, generated code left out. */
export function listSources(...folders: readonly string[]): readonly string[] {
  return listFiles().filter(
    (file) =>
      folders.some((folder) => file.startsWith(`${folder}/`)) &&
      /\.(ts|tsx|mjs)$/.test(file) &&
      !/_pb\.ts$|\.d\.ts$/.test(file),
  );
}

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The syntax tree and module record of a source file. Throws where it does not parse. */
export function parseSource(file: string): ParseResult {
  const result = parseSync(file, readText(file));
  const error = result.errors[0];
  if (error) {
    throw new Error(`${file}: ${error.message}`);
  }
  return result;
}

/** All imports of a file, dynamic ones with a plain string included. */
export function importsOf(file: string): readonly Import[] {
  const text = readText(file);
  const { module } = parseSource(file);
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const fixed = module.staticImports.map((it) => ({
    specifier: it.moduleRequest.value,
    isTypeOnly: it.entries.length > 0 && it.entries.every((entry) => entry.isType),
    line: lineAt(it.start),
  }));
  const passedOn = module.staticExports.flatMap((it) =>
    it.entries.flatMap((entry) =>
      entry.moduleRequest
        ? [
            {
              specifier: entry.moduleRequest.value,
              isTypeOnly: entry.isType,
              line: lineAt(it.start),
            },
          ]
        : [],
    ),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start + 1, end - 1),
    isTypeOnly: false,
    line: lineAt(start),
  }));
  return [...fixed, ...passedOn, ...dynamic];
}

/** The file that a relative specifier names, or `undefined` for a package. */
export function resolveImport(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.')
    ? path.posix.join(path.posix.dirname(from), specifier)
    : undefined;
}

/** The package that a specifier names: `@scope/name/deep` is `@scope/name`, `node:fs` is `node:`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) {
    return 'node:';
  }
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
