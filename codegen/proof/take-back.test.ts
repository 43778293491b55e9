import { expect, it } from 'vitest'
import type { JsonObject } from '../distil/json.ts'
import { applyOverlay, readOverlay } from '../distil/overlay.ts'
import { takeBack } from './take-back.ts'

const about = { source: 'sdk@1.0.0 Message', reviewed: '2026-11-22' }

const facts = [
  { at: 'Tool.input', set: { type: 'object', additionalProperties: true } },
  { at: 'Tool.schema', replace: { type: ['object', 'null'] } },
  { at: 'Tool.limit', set: { minimum: 1 } },
  { at: 'Ping', define: { type: 'object', properties: { type: { const: 'ping' } }, required: ['type'] } },
  { at: 'Event', branch: 'Ping' },
  { at: 'Fault', properties: { details: { type: 'string' } } },
  { at: 'Chunk', optional: ['reason'] },
]

const overlay = readOverlay(JSON.stringify(facts.map((fact) => ({ ...fact, ...about }))), 'specs/overlays/test.json')

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

const schemas = (limit: JsonObject): JsonObject => ({
  Tool: { type: 'object', properties: { input: {}, schema: {}, limit }, required: ['input'] },
  Event: { anyOf: [ref('Tool'), ref('Fault')] },
  Fault: { type: 'object', properties: { message: { type: 'string' } } },
  Chunk: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] },
})

it('gives the document that the overlay was put on, but for limits and shapes that nothing refers to any more', () => {
  const overlaid = applyOverlay({ components: { schemas: schemas({ type: 'number' }) } }, overlay, 'v1')
  const ping = { type: 'object', properties: { type: { const: 'ping' } }, required: ['type'], 'x-added': true }
  expect(overlaid).not.toMatchObject({ components: { schemas: schemas({ type: 'number' }) } })
  expect(takeBack(overlaid, overlay, 'v1')).toEqual({
    components: { schemas: { ...schemas({ type: 'number', minimum: 1 }), Ping: ping } },
  })
})
