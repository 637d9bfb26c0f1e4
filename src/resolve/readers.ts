import { parseArchive } from '../data/archive/parseArchive.ts';
import { parseLabelledTexts } from '../data/classify/parseLabelledTexts.ts';
import { parseTable } from '../data/parseTable.ts';
import { parseTableSample } from '../data/parseTableSample.ts';
import { parsePieces } from '../data/polyphony/parsePieces.ts';
import { parseTagged } from '../data/tag/parseTagged.ts';
import { tokenize } from '../data/text/tokenize.ts';
import { fileReader } from './dataSource.ts';

/** A file as a table. */
export const readTable = fileReader((text) => parseTable(text), parseTableSample);

/** A file as labelled series. */
export const readArchive = fileReader(parseArchive);

/** A file as the tokens of a text. */
export const readTokens = {
  characters: fileReader((text) => tokenize(text, 'characters')),
  words: fileReader((text) => tokenize(text, 'words')),
} as const;

/** A file as labelled texts. */
export const readTexts = {
  characters: fileReader((text) => parseLabelledTexts(text, 'characters')),
  words: fileReader((text) => parseLabelledTexts(text, 'words')),
} as const;

/** A file as tagged sentences. */
export const readTagged = fileReader(parseTagged);

/** A file as pieces of music. */
export const readPieces = fileReader(parsePieces);
