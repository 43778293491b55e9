import { expect, test } from 'vitest'
import anthropicMessages from '../formats/anthropic-messages/format.ts'
import openaiChat from '../formats/openai-chat/format.ts'
import { configOf } from './config-load.ts'
import { readConfigFile } from './config-file.ts'
import { createRouter } from './router.ts'

const config = configOf(
  readConfigFile(
    `
aliases: { fast: gpt-4o-mini, clever: 'anthropic::claude-opus-4-6' }
providers: { local: { baseUrl: 'http://127.0.0.1:1/v1' } }
routes:
  - { match: { model: 'local/*' }, upstream: { provider: local, model: qwen3 }, capabilities: { maxOutput: 7 }, strictness: strict, toolArguments: buffer }
  - { match: { model: 'gpt-{5,6}*' }, upstream: { provider: openai, format: responses } }
  - { match: { model: 'both' }, upstream: { host: openai } }
`,
    'f',
    {},
  ),
  {},
)
const router = createRouter(config, [anthropicMessages, openaiChat])

const resolved = (name: string, client = openaiChat): unknown => {
  const to = router.resolve(name, client)
  return 'kind' in to ? [to.kind, to.message] : [to.provider.name, to.format.name, to.model, to.renamed]
}

test.each([
  ['gpt-4o', ['openai', 'openai-chat', 'gpt-4o', false]],
  ['chatgpt-4o-latest', ['openai', 'openai-chat', 'chatgpt-4o-latest', false]],
  ['o3', ['openai', 'openai-chat', 'o3', false]],
  ['claude-sonnet-4-6', ['anthropic', 'anthropic-messages', 'claude-sonnet-4-6', false]],
  ['openai::o-unheard-of', ['openai', 'openai-chat', 'o-unheard-of', true]],
  ['anthropic::gpt-4o', ['anthropic', 'anthropic-messages', 'gpt-4o', true]],
  ['fast', ['openai', 'openai-chat', 'gpt-4o-mini', true]],
  ['clever', ['anthropic', 'anthropic-messages', 'claude-opus-4-6', true]],
  ['local/x', ['local', 'openai-chat', 'qwen3', true]],
  ['both', ['openai', 'openai-chat', 'both', false]],
  ['gpt-6-luna', ['openai', 'openai-chat', 'gpt-6-luna', false]],
])('%s goes to %j', (name, destination) => {
  expect(resolved(name)).toEqual(destination)
  expect(resolved(name, anthropicMessages)).toEqual(destination)
})

test('a model that no route fits is unknown (GWE-2)', () => {
  expect(resolved('llama-9')).toEqual(['modelNotFound', "no route for the model 'llama-9'"])
  expect(resolved('nobody::gpt-4o')).toEqual(['modelNotFound', "no route for the model 'nobody::gpt-4o'"])
})

test('a route overrides capabilities, strictness and settings (CAP-1)', () => {
  expect(router.resolve('local/x', openaiChat)).toMatchObject({
    capabilities: { maxOutput: 7, maxTokensParam: 'max_tokens' },
    strictness: 'strict',
    settings: { toolArguments: 'buffer' },
    auth: 'none',
    known: false,
  })
})
