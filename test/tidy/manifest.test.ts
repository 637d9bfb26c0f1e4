import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText, root } from './sources.ts';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
  };
}

const manifest: Manifest = JSON.parse(readText('package.json'));
const lock: Lock = JSON.parse(readText('package-lock.json'));

describe('package.json', () => {
  test('names only files that exist', () => {
    const files = collectStrings(manifest.contributes).filter((it) => it.startsWith('./'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    const scripts = Object.values(manifest.scripts).flatMap(
      (it) => it.match(/scripts\/\S+/g) ?? [],
    );
    expect(scripts.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  test('puts only declared commands into menus', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const shown = Object.values(manifest.contributes.menus).flatMap((items) =>
      items.flatMap(({ command }) => command ?? []),
    );
    expect(shown.filter((command) => !declared.includes(command))).toEqual([]);
  });

  test('pins every dependency to one version', () => {
    const versions = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(Object.entries(versions).filter(([, it]) => !/^\d+\.\d+\.\d+$/.test(it))).toEqual([]);
  });

  test('asks for the editor whose interface the code is checked against', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('has one dependency at run time, all else being bundled', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['onnxruntime-node']);
  });
});

describe('package-lock.json', () => {
  test('names no registry', () => {
    expect(readText('package-lock.json')).not.toMatch(/"resolved"/);
  });

  test('locks the optional packages of every platform', () => {
    const names = Object.values(lock.packages).flatMap((it) =>
      Object.keys(it.optionalDependencies ?? {}),
    );
    const locked = Object.keys(lock.packages);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !locked.some((it) => it.endsWith(`/${name}`)))).toEqual([]);
  });
});

function collectStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(collectStrings)
    : [];
}
