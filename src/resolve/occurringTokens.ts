import type { TagData } from '../spec/spec.ts';
import type { DataSource } from './dataSource.ts';
import { readPartFiles } from './partFiles.ts';
import { readTagged } from './readers.ts';

/** Every token of the files of tagged tokens, each once. */
export function occurringTokens(data: TagData, source: DataSource): ReadonlySet<string> {
  const files = readPartFiles(data, source, readTagged);
  return new Set(files.flatMap(({ value }) => [...value.tokens]));
}
