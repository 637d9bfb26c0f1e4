import { fallbackText } from '../spec/declarationAt.ts';
import type { KeyDeclaration } from '../spec/valueType.ts';
import { codeBlock, paragraphs } from './markdown.ts';

/** What is known about a key, as Markdown: meaning, unit, type and range, default, example. */
export function describeKey(name: string, declaration: KeyDeclaration<unknown>): string {
  const { documentation, unit, type, example } = declaration;
  const otherwise = fallbackText(declaration);
  return paragraphs([
    `**${name}**: ${documentation}.`,
    `Takes ${type.description}${unit ? `, in ${unit}` : ''}.  \n${
      otherwise === undefined ? 'Must be written.' : `Where it is not written: ${otherwise}.`
    }`,
    codeBlock(`${name}: ${example}`, 'yaml'),
  ]);
}
