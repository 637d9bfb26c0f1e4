import { fallbackText } from './declarationAt.ts';
import { specType } from './declarations/specKeys.ts';
import type { CaseShape, KeyDeclaration, NumberBounds, TypeShape } from './valueType.ts';

/** A JSON schema, or a part of one. */
interface Schema {
  readonly [keyword: string]: SchemaValue;
}
type SchemaValue = string | number | boolean | Schema | readonly SchemaValue[];

/**
 * The spec language as a JSON schema (draft 7), made from the declarations alone, for editors with
 * only a general YAML server. It knows keys, words and bounds; what depends on sizes, files or equations
 * only the language server knows.
 */
export function printSchema(): string {
  const shared = new Map<string, Schema>();
  const spec = schemaOf(specType.shape, shared);
  const definitions = Object.fromEntries(
    [...shared.values()].map((schema, index) => [definitionName(index), schema]),
  );
  const head = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'RNN Studio spec',
    description: 'A recurrent network, its data and its training',
  };
  return `${JSON.stringify({ ...head, allOf: [spec], definitions }, undefined, 2)}\n`;
}

/** Characters of a schema from which on it is written once and referred to. */
const longSchema = 1500;

function definitionName(index: number): string {
  return `part${index + 1}`;
}

/** A schema, or a reference to it where it is long. */
function share(schema: Schema, shared: Map<string, Schema>): Schema {
  const text = JSON.stringify(schema);
  if (text.length < longSchema) {
    return schema;
  }
  if (!shared.has(text)) {
    shared.set(text, schema);
  }
  const index = [...shared.keys()].indexOf(text);
  return { $ref: `#/definitions/${definitionName(index)}` };
}

function schemaOf(shape: TypeShape, shared: Map<string, Schema>): Schema {
  switch (shape.kind) {
    case 'number':
      return numberSchema(shape.bounds);
    case 'text':
      // Numbers and words such as `true` count as the characters that are written.
      return { type: ['string', 'number', 'boolean'] };
    case 'choice':
      return { anyOf: Object.entries(shape.values).map(([word, text]) => wordSchema(word, text)) };
    case 'list':
      return { type: 'array', minItems: 1, items: schemaOf(shape.item, shared) };
    case 'named': {
      const value = schemaOf(shape.value, shared);
      return { type: 'object', description: shape.documentation, additionalProperties: value };
    }
    case 'mapping':
      return share(mappingSchema(shape, shared), shared);
    case 'variant':
      return share(variantSchema(shape, shared), shared);
    case 'either':
      return { anyOf: shape.options.map((option) => schemaOf(option, shared)) };
    case 'switch':
      // In a mapping the key beside decides; see `mappingSchema`.
      return { anyOf: Object.values(shape.cases).map((one) => schemaOf(one, shared)) };
  }
}

function numberSchema({ whole, min, above, max, below }: NumberBounds): Schema {
  return {
    type: whole ? 'integer' : 'number',
    ...(min === undefined ? {} : { minimum: min }),
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(max === undefined ? {} : { maximum: max }),
    ...(below === undefined ? {} : { exclusiveMaximum: below }),
  };
}

/** `true` and `false` are no words in YAML. */
function wordSchema(word: string, description: string): Schema {
  const value = word === 'true' ? true : word === 'false' ? false : word;
  return { const: value, description };
}

function mappingSchema(
  { keys, isOpen }: Extract<TypeShape, { kind: 'mapping' }>,
  shared: Map<string, Schema>,
): Schema {
  const entries = Object.entries(keys);
  const required = entries.filter(([, { fallback }]) => fallback.kind === 'required');
  const conditions = entries.flatMap(([name, { type }]) =>
    switchConditions(name, type.shape, shared),
  );
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, declaration]) => [name, keySchema(declaration, shared)]),
    ),
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
    additionalProperties: isOpen ? { type: ['string', 'number'] } : false,
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  };
}

function keySchema(declaration: KeyDeclaration<unknown>, shared: Map<string, Schema>): Schema {
  const { documentation, unit, type } = declaration;
  const otherwise = fallbackText(declaration);
  const sentences = [
    documentation,
    `Takes ${type.description}${unit ? `, in ${unit}` : ''}`,
    otherwise === undefined ? 'Must be written' : `Where it is not written: ${otherwise}`,
  ];
  const description = `${sentences.join('. ')}.`;
  // What stands beside a reference is not read.
  const schema = type.shape.kind === 'switch' ? {} : schemaOf(type.shape, shared);
  return '$ref' in schema ? { description, allOf: [schema] } : { ...schema, description };
}

/** Which type a key has where another key of the mapping has a certain word. */
function switchConditions(
  name: string,
  shape: TypeShape,
  shared: Map<string, Schema>,
): readonly Schema[] {
  return shape.kind === 'switch'
    ? Object.entries(shape.cases).map(([word, one]) => ({
        if: { properties: { [shape.on]: { const: word } }, required: [shape.on] },
        // biome-ignore lint/suspicious/noThenProperty: the name of a keyword
        then: { properties: { [name]: schemaOf(one, shared) } },
      }))
    : [];
}

/** A name alone, or a mapping with the name as its only key. */
function variantSchema(
  { cases, others }: Extract<TypeShape, { kind: 'variant' }>,
  shared: Map<string, Schema>,
): Schema {
  const named = Object.entries(cases);
  const bare = named.filter(([, { example }]) => example === undefined);
  const words = bare.map(([name, { documentation }]) => wordSchema(name, documentation));
  return {
    anyOf: [
      ...(others && others.example === undefined ? [{ type: 'string' }] : words),
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        properties: Object.fromEntries(
          named.map(([name, one]) => [name, optionsSchema(one, shared)]),
        ),
        additionalProperties: others ? optionsSchema(others, shared) : false,
      },
    ],
  };
}

function optionsSchema({ documentation, options }: CaseShape, shared: Map<string, Schema>): Schema {
  const schema = options ? schemaOf(options, shared) : { type: 'object', maxProperties: 0 };
  return { description: `${documentation}.`, anyOf: [schema, { type: 'null' }] };
}
