import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Closure } from './closure.ts'
import type { JsonObject } from './json.ts'
import { ModuleGraph } from './modules.ts'
import { tagUnions } from './tags.ts'

describe('turning declarations into schemas', () => {
  let folder = ''
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'diglot-distil-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const schemas = (text: string, root: string, others: { readonly [file: string]: string } = {}): JsonObject => {
    for (const [file, content] of Object.entries({ ...others, 'root.d.ts': text })) writeFileSync(join(folder, file), content)
    const graph = new ModuleGraph()
    const found = graph.member(graph.module(join(folder, 'root.d.ts')), root)
    if (found === undefined) throw new Error(`no ${root}`)
    const closure = new Closure(graph)
    closure.add(found)
    return tagUnions(closure.schemas())
  }

  it('keeps optional and nullable apart', () => {
    const text = `export interface A { a: string; b?: number; c: boolean | null; d?: 'x' | 'y' | null; e: B | null }
      export interface B { k: 'b' }`
    expect(schemas(text, 'A')).toEqual({
      A: {
        type: 'object',
        properties: {
          a: { type: 'string' },
          b: { type: 'number' },
          c: { type: ['boolean', 'null'] },
          d: { anyOf: [{ type: 'string', enum: ['x', 'y'] }, { type: 'null' }] },
          e: { anyOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] },
        },
        required: ['a', 'c', 'e'],
      },
      B: { type: 'object', properties: { k: { const: 'b' } }, required: ['k'] },
    })
  })

  it('reads the three spellings of an open list, and never closes a list of model ids', () => {
    const text = `export interface A { a: (string & {}) | 'x'; b: string | 'x'; c: (string & {}) | L; d: L; model: 'm-1' | 'm-2'; e: M }
      export type L = 'x' | 'y'
      export type M = 'm-1' | 'm-2'`
    expect(schemas(text, 'A')['A']).toMatchObject({
      properties: {
        a: { type: 'string', 'x-known-values': ['x'] },
        b: { type: 'string', 'x-known-values': ['x'] },
        c: { type: 'string', 'x-known-values': ['x', 'y'] },
        d: { $ref: '#/components/schemas/L' },
        model: { type: 'string', 'x-known-values': ['m-1', 'm-2'] },
      },
    })
    expect(schemas('export type ChatModel = "m-1" | "m-2"', 'ChatModel')).toEqual({
      ChatModel: { type: 'string', 'x-known-values': ['m-1', 'm-2'] },
    })
  })

  it('discriminates by the first required tag that tells all branches apart, else not', () => {
    const text = `export interface A { u: B | C | null; v: B | D; w: Array<B | C> }
      export interface B { type: 'b' }
      export interface C { type: 'c' }
      export interface D { type?: 'd' }`
    const tagged = {
      oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }],
      discriminator: { propertyName: 'type' },
    }
    expect(schemas(text, 'A')['A']).toMatchObject({
      properties: {
        u: { anyOf: [tagged, { type: 'null' }] },
        v: { anyOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/D' }] },
        w: { type: 'array', items: tagged },
      },
    })
  })

  it('flattens heirs, the last declaration of a property wins, and index signatures stay', () => {
    const text = `export interface A extends N.B { b: number; [key: string]: unknown }
      export declare namespace N { interface B { a?: string; b: string; c: B.D } namespace B { interface D { [key: string]: number } } }`
    expect(schemas(text, 'A')).toEqual({
      A: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'number' }, c: { $ref: '#/components/schemas/N.B.D' } },
        required: ['b', 'c'],
        additionalProperties: true,
      },
      'N.B.D': { type: 'object', additionalProperties: { type: 'number' } },
    })
  })

  it('follows imports, namespaces of modules and re-exports', () => {
    const text = `import * as Other from './other.js'
      import { C as D } from './more.js'
      export interface A { a: Other.B; b: readonly D[] }`
    const others = {
      'other.d.ts': `export * from './more.js'\nexport { C as B } from './more.js'`,
      'more.d.ts': 'export interface C { c: string }',
    }
    expect(schemas(text, 'A', others)['A']).toMatchObject({
      properties: { a: { $ref: '#/components/schemas/C' }, b: { type: 'array', items: { $ref: '#/components/schemas/C' } } },
    })
  })

  it('refuses two declarations of one name, and a type it cannot read', () => {
    const text = `import * as Other from './other.js'
      export interface A { a: Other.A }`
    expect(() => schemas(text, 'A', { 'other.d.ts': 'export interface A { b: string }' })).toThrow('two declarations are called A')
    expect(() => schemas('export interface A { a: Gone }', 'A')).toThrow('Gone in')
    expect(() => schemas('export interface A { a: keyof string[] }', 'A')).toThrow('TypeOperator')
    expect(() => schemas('export interface A { a: `x${string}` }', 'A')).toThrow('TemplateLiteralType')
  })

  it('is loud about a declaration file that is not there', () => {
    expect(() => new ModuleGraph().module(join(folder, 'gone.d.ts'))).toThrow('no declaration file')
  })
})
