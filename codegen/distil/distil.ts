import { join } from 'node:path'
import ts from 'typescript'
import { agree } from './agree.ts'
import { Closure } from './closure.ts'
import type { DocumentSource, OperationSource } from './documents.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { marksFor } from './marks.ts'
import { readMethod, type StaticMethod } from './methods.ts'
import { ModuleGraph } from './modules.ts'
import { propertiesOf } from './objects.ts'
import { describeOperation } from './operations.ts'
import { openProbe, type Probe, type Probed } from './probe.ts'
import { reachable } from './reachable.ts'
import { tagUnions } from './tags.ts'

/** An SDK package that is read once for all documents it carries. */
export type OpenPackage = { readonly root: string; readonly graph: ModuleGraph; readonly probe: Probe }

/** Opens the package in a folder: its declarations to read, its client to run. */
export async function openPackage(root: string, client: string): Promise<OpenPackage> {
  return { root, graph: new ModuleGraph(), probe: await openProbe(root, client) }
}

/**
 * The facts of one document as the SDK has them, before the overlay. Throws with the document's name where a root is
 * missing, a type has no schema, or static reading and the probe disagree.
 */
export async function distil(source: DocumentSource, sdk: OpenPackage): Promise<JsonObject> {
  try {
    return await assemble(source, sdk)
  } catch (error) {
    throw new Error(`${source.id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

async function assemble(source: DocumentSource, sdk: OpenPackage): Promise<JsonObject> {
  const closure = new Closure(sdk.graph)
  const paths: JsonObject = {}
  const security: JsonObject = {}
  const error = errorSchema(source, sdk, closure)
  for (const operation of source.operations) {
    const read = readMethod(operation, sdk.root, sdk.graph)
    const marks = marksFor(read, closure)
    const probed = await sdk.probe.run(operation, marks)
    const agreed = agree(read, probed, marks)
    if (read.params !== undefined) closure.shape(read.params, read.params.name.replace(/Base$/, ''), agreed.outsideBody)
    const described = describeOperation(operation, schemasOf(operation, read, probed, closure, error), agreed)
    const item = paths[agreed.path]
    paths[agreed.path] = { ...(isObject(item) ? item : {}), [agreed.verb]: described.operation }
    Object.assign(security, described.security)
  }
  const schemas = reachable(tagUnions(closure.schemas()), paths)
  return {
    openapi: '3.2.0',
    info: { title: source.title, version: source.apiVersion },
    servers: [{ url: sdk.probe.origin }],
    paths,
    components: { schemas, securitySchemes: security },
  }
}

function schemasOf(operation: OperationSource, read: StaticMethod, probed: Probed, closure: Closure, error: JsonObject) {
  const params = read.params
  const parameter = (name: string): JsonObject => {
    const property = params === undefined ? undefined : propertiesOf(params, closure).get(name)
    const type = property?.node.type
    if (property === undefined || type === undefined) throw new Error(`${operation.id}: ${name} is not declared`)
    return closure.convert(type, property.scope, new Map(), name)
  }
  const body = probed.verb === 'post' && params !== undefined ? reference(closure.add(params)) : undefined
  const response = closure.convert(read.response, read.scope)
  const item = read.streamItem === undefined ? undefined : closure.convert(read.streamItem, read.scope)
  return { body, response, item, error, errorCodes: read.errorCodes, parameter }
}

function errorSchema(source: DocumentSource, sdk: OpenPackage, closure: Closure): JsonObject {
  const [module, name] = source.error.split('#')
  if (module === undefined || name === undefined) throw new Error('the error declaration is not written module#Name')
  const declaration = sdk.graph.member(sdk.graph.module(join(sdk.root, `${module}.d.ts`)), name)
  if (declaration === undefined) throw new Error(`${name} is not declared in ${module}`)
  const added = reference(closure.add(declaration))
  if (declaration.nodes.some((node) => ts.isInterfaceDeclaration(node) && hasMember(node, 'error'))) return added
  const envelope: JsonObject = { type: 'object', properties: { error: added }, required: ['error'] }
  closure.define('ErrorResponse', envelope)
  return reference('ErrorResponse')
}

function hasMember(node: ts.InterfaceDeclaration, name: string): boolean {
  return node.members.some((member) => member.name !== undefined && ts.isIdentifier(member.name) && member.name.text === name)
}

function reference(name: string): { [key: string]: Json } {
  return { $ref: `#/components/schemas/${name}` }
}
