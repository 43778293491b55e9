import { readFileSync } from 'node:fs'
import type fc from 'fast-check'
import { arbitraryOf, type Document, type Drawing, type Specification } from '../../conformance/arbitrary.ts'

const read = (name: string): Specification =>
  JSON.parse(readFileSync(new URL(`../../specs/${name}.openapi.json`, import.meta.url), 'utf8')) as Specification

const messages = read('anthropic-messages@2026-10-21')
const chat = read('openai-chat@v1')

/** Objects that a schema of the Messages API allows. */
export const fromMessages = (schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(messages, schema, drawing) as fc.Arbitrary<Document>

/** Objects that a schema of Chat Completions allows. */
export const fromChat = (schema: string, drawing?: Drawing): fc.Arbitrary<Document> =>
  arbitraryOf(chat, schema, drawing) as fc.Arbitrary<Document>
