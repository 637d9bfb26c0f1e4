import { parseTable } from '../data/parseTable.ts';
import { parsePieces } from '../data/polyphony/parsePieces.ts';
import { fileReader } from './dataSource.ts';

/** A file as a table. */
export const readTable = fileReader(parseTable);

/** A file as pieces of music. */
export const readPieces = fileReader(parsePieces);
