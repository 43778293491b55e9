import type Anthropic from '@anthropic-ai/sdk'
import { lastAsked } from './received.ts'
import { expect, type ProviderName, type Scenario, type Scene } from './scenario.ts'
import { expectCall } from './schema.ts'

/** The conversations of the official Anthropic SDK with a model, whichever provider has it. */
export function anthropicScenarios(model: string, provider: ProviderName): readonly Scenario[] {
  const scenario = (name: string, play: Scenario['play']): Scenario => ({
    title: `Anthropic SDK → ${model}: ${name}`,
    provider,
    play,
  })
  return [
    scenario('hello', (scene) => hello(scene, model, provider)),
    scenario('streaming', (scene) => streaming(scene, model)),
    scenario('system text', (scene) => systemText(scene, model, provider)),
    scenario('tool use', (scene) => toolLoop(scene, model, provider)),
    provider === 'anthropic'
      ? scenario('extended thinking', (scene) => thinking(scene, model))
      : scenario('more than the model takes', (scene) => tooMuch(scene, model)),
  ]
}

const PATHS = { anthropic: '/v1/messages', openai: '/v1/chat/completions' } as const

const textOf = (message: Anthropic.Message): string => message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')

async function hello(scene: Scene, model: string, provider: ProviderName) {
  const { claude, material } = scene
  const sent = {
    model,
    max_tokens: material.limit,
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const message = await claude.messages.create(sent)
  const asked = lastAsked(scene, provider)
  expect(asked.path === PATHS[provider], `${provider} is asked at ${PATHS[provider]}, not ${asked.path}`)
  expect(asked.limit === material.limit, `the limit arrives as ${material.limit}, not ${String(asked.limit)}`)
  expect(textOf(message).includes(material.greeting), 'the answer repeats the greeting')
  expect(message.stop_reason === 'end_turn', `the turn ends by itself, not by ${message.stop_reason}`)
  return [{ sent, assembled: message }]
}

async function streaming({ claude, material }: Scene, model: string) {
  const sent = {
    model,
    max_tokens: material.limit,
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const stream = claude.messages.stream(sent)
  const pieces: string[] = []
  stream.on('text', (piece) => pieces.push(piece))
  const message = await stream.finalMessage()
  expect(pieces.length > 1, `the answer comes in pieces, not in ${pieces.length}`)
  expect(pieces.join('') === textOf(message), 'the pieces are the assembled text')
  expect(textOf(message).includes(material.greeting), 'the answer repeats the greeting')
  expect(message.usage.output_tokens > 0 && message.usage.input_tokens > 0, 'the stream tells the usage')
  return [{ sent: { ...sent, stream: true }, assembled: message }]
}

async function systemText(scene: Scene, model: string, provider: ProviderName) {
  const { claude, material } = scene
  const sent = {
    model,
    max_tokens: material.limit,
    system: material.system,
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const message = await claude.messages.create(sent)
  expect(lastAsked(scene, provider).system === material.system, 'the system text arrives as it was sent')
  expect(textOf(message).includes(material.system), 'the answer repeats the system text')
  return [{ sent, assembled: message }]
}

async function toolLoop(scene: Scene, model: string, provider: ProviderName) {
  const { claude, material } = scene
  const { name, description, schema } = material.tool
  const question = { role: 'user' as const, content: material.question }
  const sent = {
    model,
    max_tokens: material.limit,
    messages: [question],
    tools: [{ name, description, input_schema: { ...schema } }],
  }
  const first = await claude.messages.stream(sent).finalMessage()
  const call = first.content.find((block) => block.type === 'tool_use')
  expect(first.stop_reason === 'tool_use', `the turn ends with tool_use, not ${first.stop_reason}`)
  expect(call !== undefined, 'the model calls a tool')
  expectCall(material, call.name, call.input)
  expect(lastAsked(scene, provider).toolNames.includes(name), 'the tool definition arrives')

  const result = { type: 'tool_result' as const, tool_use_id: call.id, content: material.toolAnswer }
  const answered = {
    ...sent,
    messages: [question, { role: 'assistant' as const, content: first.content }, { role: 'user' as const, content: [result] }],
  }
  const second = await claude.messages.create(answered)
  const [arrived] = lastAsked(scene, provider).results
  expect(arrived?.id === call.id && arrived.text === material.toolAnswer, 'the result arrives under the id of its call')
  expect(textOf(second).includes(material.toolAnswer), 'the answer quotes the result')
  return [
    { sent: { ...sent, stream: true }, assembled: first },
    { sent: answered, assembled: second },
  ]
}

async function thinking(scene: Scene, model: string) {
  const { claude, material } = scene
  const question = { role: 'user' as const, content: material.greeting }
  const sent = {
    model,
    max_tokens: material.limit + 1024,
    thinking: { type: 'enabled' as const, budget_tokens: 1024 },
    messages: [question],
  }
  const first = await claude.messages.stream(sent).finalMessage()
  const [thought] = first.content
  expect(thought?.type === 'thinking' && thought.thinking !== '', 'the answer begins with the thinking')

  const again = {
    ...sent,
    messages: [question, { role: 'assistant' as const, content: first.content }, question],
  }
  const second = await claude.messages.create(again)
  const [returned] = lastAsked(scene, 'anthropic').thoughts
  expect(returned?.signature === thought.signature, 'the thinking goes back with its signature')
  expect(returned.thinking === thought.thinking, 'the thinking goes back unaltered')
  expect(second.stop_reason === 'end_turn', `the turn ends by itself, not by ${second.stop_reason}`)
  return [
    { sent: { ...sent, stream: true }, assembled: first },
    { sent: again, assembled: second },
  ]
}

/** Agents ask every model for thinking and for long answers; towards gpt-4o the gateway adapts both (LIM-3, EFF-O-1). */
async function tooMuch(scene: Scene, model: string) {
  const { claude, material } = scene
  const sent = {
    model,
    max_tokens: 64_000,
    thinking: { type: 'adaptive' as const },
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const message = await claude.messages.stream(sent).finalMessage()
  const { limit, members } = lastAsked(scene, 'openai')
  expect(limit === 16_384, `the limit is lowered to the 16384 tokens of the model, not to ${String(limit)}`)
  expect(!members.includes('reasoning_effort'), 'no reasoning is asked of a model that has none')
  expect(textOf(message).includes(material.greeting), 'the answer repeats the greeting')
  return [{ sent: { ...sent, stream: true }, assembled: message }]
}
