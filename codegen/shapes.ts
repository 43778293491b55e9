import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  Project,
  type PropertySignatureStructure,
  type TypeAliasDeclarationStructure,
  IndentationText,
  QuoteKind,
} from 'ts-morph'
import type { Facts, Field, Shape, Type } from './facts.ts'
import type { FormatFacts } from './format-facts.ts'

type Property = OptionalKind<PropertySignatureStructure>

/** The text of `shapes.ts`: what the fate tables of a format meet. */
export function shapesText(format: FormatFacts, banner: string): string {
  const { facts, core } = format
  const shapes = [...facts.shapes.values()]
  const project = new Project({
    useInMemoryFileSystem: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  })
  const file = project.createSourceFile('shapes.ts', `${banner}\n`)
  file.addTypeAliases(rootAliases(facts))
  file.addInterfaces([
    index(
      'CoreShapes',
      'Every object shape of the portable core, by name.',
      shapes.filter(({ name }) => core.has(name)),
    ),
    index(
      'OuterShapes',
      'Shapes reached only through hosted tools or the beta surface.',
      shapes.filter(({ name }) => !core.has(name)),
    ),
    unions(format),
    enums(format),
    ...shapes.map((shape) => interfaceOf(shape, facts)),
  ])
  file.addTypeAliases([...facts.aliases.values()].map((alias) => ({ name: alias.name, isExported: true, type: typeText(alias.type) })))
  file.formatText({ indentSize: 2 })
  return file.getFullText()
}

const rootAliases = (facts: Facts): OptionalKind<TypeAliasDeclarationStructure>[] =>
  [...facts.roots].flatMap(([role, type]) => {
    const name = rootNames[role]
    return name === undefined || facts.shapes.has(name) || facts.aliases.has(name)
      ? []
      : [{ name, isExported: true, type: typeText(type), docs: [`What crosses the wire as ${role}.`] }]
  })

const rootNames: Readonly<Record<string, string>> = {
  request: 'RequestBody',
  response: 'ResponseBody',
  event: 'StreamEvent',
  error: 'ErrorBody',
  countTokensRequest: 'CountTokensBody',
  countTokensResponse: 'CountTokensResult',
  model: 'ModelBody',
  modelList: 'ModelListBody',
}

const index = (name: string, doc: string, shapes: readonly Shape[]): OptionalKind<InterfaceDeclarationStructure> => ({
  name,
  isExported: true,
  docs: [doc],
  properties: shapes.map((shape) => ({ name: shape.name, type: shape.name, isReadonly: true })),
})

function unions({ unions: all, core, facts }: FormatFacts): OptionalKind<InterfaceDeclarationStructure> {
  const note = (shape: string): string =>
    only(facts.shapes.get(shape)?.documents ?? [], facts)
      .map((line) => ` // ${line}`)
      .join('')
  const owned = all.filter(({ owner }) => core.has(owner))
  const properties = owned.map((union): Property => ({
    name: quoted(union.name),
    isReadonly: true,
    docs: [union.tag === undefined ? 'No field tells the arms apart: keyed by shape.' : `Keyed by \`${union.tag}\`.`],
    type: (writer) =>
      writer.inlineBlock(() => {
        for (const arm of union.arms) writer.writeLine(`readonly ${quoted(arm.tag)}: ${arm.shape};${note(arm.shape)}`)
      }),
  }))
  return { name: 'Unions', isExported: true, docs: ['Unions of the core: tag value to arm.'], properties }
}

function enums({ enums: all, core }: FormatFacts): OptionalKind<InterfaceDeclarationStructure> {
  const properties = all
    .filter(({ owner }) => core.has(owner))
    .map((each): Property => ({ name: quoted(each.name), isReadonly: true, type: each.values.map(text).join(' | ') }))
  return { name: 'Enums', isExported: true, docs: ['Closed sets of values of the core.'], properties }
}

function interfaceOf(shape: Shape, facts: Facts): OptionalKind<InterfaceDeclarationStructure> {
  const doc = [...only(shape.documents, facts), ...(shape.indexed ? ['Further members are allowed.'] : [])]
  return {
    name: shape.name,
    isExported: true,
    ...(doc.length === 0 ? {} : { docs: [doc.join('\n')] }),
    properties: shape.fields.map((field) => property(field, shape, facts)),
  }
}

function property(field: Field, shape: Shape, facts: Facts): Property {
  const docs = field.documents.length === shape.documents.length ? [] : only(field.documents, facts)
  const type = typeText(field.type)
  return {
    name: quoted(field.name),
    isReadonly: true,
    hasQuestionToken: !field.required,
    type: field.nullable && type !== 'null' ? `${type} | null` : type,
    ...(docs.length === 0 ? {} : { docs }),
  }
}

const only = (documents: readonly string[], facts: Facts): string[] =>
  documents.length === facts.documents.length ? [] : [`documents: ${documents.join(', ')}`]

/** A wire type as TypeScript spells it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'unknown':
      return type.kind
    case 'number':
    case 'integer':
      return 'number'
    case 'literal':
      return typeof type.value === 'string' ? text(type.value) : String(type.value)
    case 'enum':
      return type.values.map(text).join(' | ')
    case 'open':
      return 'string'
    case 'array':
      return `readonly ${grouped(type.items)}[]`
    case 'map':
      return `{ readonly [key: string]: ${typeText(type.values)} }`
    case 'ref':
      return type.name
    case 'union':
      return [...new Set(type.of.map(typeText))].join(' | ')
  }
}

const grouped = (type: Type): string => {
  const inner = typeText(type)
  return / /.test(inner) && !(type.kind === 'map') ? `(${inner})` : inner
}

const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

const quoted = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name))
