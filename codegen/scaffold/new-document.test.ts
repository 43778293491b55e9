import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newDocument } from './new-document.ts'

const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const events = { content: { 'text/event-stream': { schema: { type: 'object', properties: { say: { type: 'string', nullable: true } } } } } }
const call = (operationId: string, success: object) => ({
  operationId,
  requestBody: json({ type: 'object', properties: { model: { type: 'string' } } }),
  responses: { 200: success },
})

/** A provider's own document, as OpenAPI 3.0 has it. */
function upstream(paths: object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'document-')), 'openapi.json')
  writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info: { title: 'Talks', version: '2 beta' }, paths, components: { schemas: {} } }))
  return file
}

it("imports the call that streams and those beside it from a provider's own document", () => {
  const paths = {
    '/v1/talk': { post: call('talk', events) },
    '/v1/talk/tokens': { post: call('countTalkTokens', json({ type: 'object', properties: { tokens: { type: 'integer' } } })) },
    '/v1/files': { post: call('upload', json({ type: 'object' })) },
  }
  const { version, text } = newDocument(upstream(paths), 'talks')
  expect(version).toBe('2-beta')
  const document = JSON.parse(text)
  expect(Object.keys(document.paths)).toEqual(['/v1/talk', '/v1/talk/tokens'])
  expect(document.components.schemas.TalkEvent.properties).toEqual({ say: { type: ['string', 'null'] } })
})

it('wants one call that streams, and names those that there are', () => {
  const none = upstream({ '/v1/files': { post: call('upload', json({ type: 'object' })) } })
  expect(() => newDocument(none, 'talks')).toThrow(/openapi\.json has no operation that answers with text\/event-stream$/)
  const two = upstream({ '/v1/talk': { post: call('talk', events) }, '/v1/sing': { post: call('sing', events) } })
  expect(() => newDocument(two, 'talks')).toThrow(
    /has several operations that stream \(talk, sing\): take one with `npm run specs -- import/,
  )
})
