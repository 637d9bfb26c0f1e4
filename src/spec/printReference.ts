import { fallbackText } from './declarationAt.ts';
import { specType } from './declarations/specKeys.ts';
import { hasKey } from './types/hasKey.ts';
import type { CaseShape, KeyDeclaration, TypeShape } from './valueType.ts';

/** The reference of the spec language as Markdown, made from the declarations alone. */
export function printReference(): string {
  return `${[introduction, ...printShape(specType.shape, 'A spec', [])].join('\n\n')}\n`;
}

const introduction = `# The spec language

A spec is a YAML file called \`something.rnn.yaml\`. This page lists every key with its type, its
default and its meaning; it is generated from the declarations that also read the files and explain
the keys in the editor. A key that is not listed here is an error: nothing is ignored.

Values are YAML 1.2: \`1e-3\` and \`.5\` are numbers, \`"0.001"\` in quotes is text and is not taken for a
number. Where a key has a short form, \`rnn graph SPEC --stage spec\` prints the long one.`;

/** The tables of a type and of everything inside it; `path` leads to it from the top. */
function printShape(shape: TypeShape, title: string, path: readonly string[]): string[] {
  switch (shape.kind) {
    case 'mapping':
      return [heading(title, path), keyTable(shape.keys), ...innerTables(shape.keys, path)];
    case 'choice':
      return isInteresting(shape) ? [heading(title, path), wordTable(shape.values)] : [];
    case 'variant': {
      const cases = Object.entries(shape.cases);
      return [
        heading(title, path),
        caseTable(shape.cases, shape.others),
        ...cases.flatMap(([name, one]) => optionTables(name, one, [...path, name])),
        ...(shape.others ? optionTables('CELL', shape.others, [...path, 'CELL']) : []),
      ];
    }
    case 'named':
      return [heading(title, path), `${shape.documentation}.`, ...printInner(shape.value, path)];
    case 'list':
      return printShape(shape.item, title, path);
    case 'either':
      return shape.options.flatMap((option) =>
        printShape(option, title, formPath(path, shape.options[0], option)),
      );
    case 'switch':
      return Object.entries(shape.cases).flatMap(([word, one]) =>
        printShape(one, title, [...path.slice(0, -1), `${path.at(-1)} (${shape.on}: ${word})`]),
      );
    default:
      return [];
  }
}

/** Tells the forms of a mapping apart by a key that the first form does not have. */
function formPath(
  path: readonly string[],
  first: TypeShape | undefined,
  form: TypeShape,
): readonly string[] {
  const keys = first?.kind === 'mapping' && form.kind === 'mapping' ? Object.keys(form.keys) : [];
  const mark = keys.find((key) => first && !hasKey(first, key));
  return mark === undefined ? path : [...path.slice(0, -1), `${path.at(-1)} with ${mark}`];
}

function innerTables(
  keys: Readonly<Record<string, KeyDeclaration<unknown>>>,
  path: readonly string[],
): string[] {
  return Object.entries(keys).flatMap(([name, { type }]) =>
    (listedOnce[name] ?? path.at(-1)) === path.at(-1)
      ? printShape(type.shape, name, [...path, name])
      : [],
  );
}

/** Keys that are the same everywhere, and below which key their own tables stand. */
const listedOnce: Readonly<Record<string, string>> = { init: 'train', decay: 'adam' };

function optionTables(name: string, { options }: CaseShape, path: readonly string[]): string[] {
  return options ? printShape(options, name, path) : [];
}

/** The tables of what the user's own names stand for. */
function printInner(shape: TypeShape, path: readonly string[]): string[] {
  return printShape(shape, 'NAME', [...path, 'NAME']);
}

function heading(title: string, path: readonly string[]): string {
  const level = '#'.repeat(Math.min(4, path.length + 2));
  return path.length === 0 ? `${level} ${title}` : `${level} \`${path.join(': ')}\``;
}

/** A lone word such as \`none\` is said in the type of its key. */
function isInteresting(shape: Extract<TypeShape, { kind: 'choice' }>): boolean {
  return Object.keys(shape.values).length > 1;
}

function keyTable(keys: Readonly<Record<string, KeyDeclaration<unknown>>>): string {
  const rows = Object.entries(keys).map(([name, declaration]) => {
    const { type, unit, documentation, example } = declaration;
    const otherwise = fallbackText(declaration);
    return [
      `\`${name}\``,
      `${documentation}.`,
      `${type.description}${unit ? `; in ${unit}` : ''}`,
      otherwise === undefined ? '**must be written**' : otherwise,
      `\`${name}: ${example}\``,
    ];
  });
  return table(['key', 'meaning', 'takes', 'when not written', 'example'], rows);
}

function wordTable(values: Readonly<Record<string, string>>): string {
  const rows = Object.entries(values).map(([word, text]) => [`\`${word}\``, `${text}.`]);
  return table(['value', 'meaning'], rows);
}

function caseTable(
  cases: Readonly<Record<string, CaseShape>>,
  others: CaseShape | undefined,
): string {
  const rows = Object.entries(cases).map(([name, one]) => [`\`${name}\``, `${one.documentation}.`]);
  const open = others ? [['`CELL`', `${others.documentation}.`]] : [];
  return table(['name', 'meaning'], [...rows, ...open]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
