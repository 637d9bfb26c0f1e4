import path from 'node:path';
import { hasErrors } from '../base/problem.ts';
import { analyzeSpec } from '../compile/analyzeSpec.ts';
import type { Analysis } from '../resolve/analysis.ts';
import type { Model } from '../resolve/model.ts';
import { createNodeDataSource, type NodeDataSource } from '../runtime/nodeDataSource.ts';
import { SpecError } from '../runtime/specError.ts';
import type { CliIo } from './io.ts';
import { shownPath } from './paths.ts';
import { readText } from './readText.ts';

/** A spec file with all that is known about it before anything runs. */
export interface OpenedSpec {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly analysis: Analysis;
  /** The files that it names. */
  readonly data: NodeDataSource;
}

/**
 * Reads and judges a spec file.
 *
 * @throws UserError where it cannot be read; problems in it are values.
 */
export function openSpec(io: CliIo, file: string): OpenedSpec {
  const full = path.resolve(io.cwd, file);
  const text = readText(io, file);
  const data = createNodeDataSource(path.dirname(full));
  return { path: full, shown: shownPath(io, full), text, analysis: analyzeSpec(text, data), data };
}

/**
 * The model of a spec. Errors that `isBorne` accepts do not matter for what is asked.
 *
 * @throws SpecError where the spec has other errors.
 */
export function modelOf(spec: OpenedSpec, isBorne: (code: string) => boolean = () => false): Model {
  const { model, problems } = spec.analysis;
  if (!model || hasErrors(problems.filter(({ code }) => !isBorne(code)))) {
    throw new SpecError(spec.path, spec.text, problems);
  }
  return model;
}
