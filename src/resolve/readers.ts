import { parseArchive } from '../data/archive/parseArchive.ts';
import { parseTable } from '../data/parseTable.ts';
import { parsePieces } from '../data/polyphony/parsePieces.ts';
import { fileReader } from './dataSource.ts';

/** A file as a table. */
export const readTable = fileReader(parseTable);

/** A file as labelled series. */
export const readArchive = fileReader(parseArchive);

/** A file as pieces of music. */
export const readPieces = fileReader(parsePieces);
