import type OpenAI from 'openai'
import { lastAsked } from './received.ts'
import { expect, type ProviderName, type Scenario, type Scene } from './scenario.ts'
import { expectCall } from './schema.ts'

/** The conversations of the official OpenAI SDK with a model, whichever provider has it. */
export function openaiScenarios(model: string, provider: ProviderName): readonly Scenario[] {
  const scenario = (name: string, play: Scenario['play']): Scenario => ({
    title: `OpenAI SDK → ${model}: ${name}`,
    provider,
    play,
  })
  return [
    scenario('hello', (scene) => hello(scene, model, provider)),
    scenario('streaming', (scene) => streaming(scene, model)),
    scenario('system text', (scene) => systemText(scene, model, provider)),
    scenario('tool use', (scene) => toolLoop(scene, model, provider)),
    ...(provider === 'anthropic' ? [scenario('extended thinking', (scene) => thinking(scene, model))] : []),
  ]
}

const PATHS = { anthropic: '/v1/messages', openai: '/v1/chat/completions' } as const

const messageIn = (completion: OpenAI.ChatCompletion): OpenAI.ChatCompletionMessage => {
  const message = completion.choices[0]?.message
  expect(message !== undefined, 'the completion has a choice')
  return message
}

async function hello(scene: Scene, model: string, provider: ProviderName) {
  const { gpt, material } = scene
  const sent = {
    model,
    max_completion_tokens: material.limit,
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const completion = await gpt.chat.completions.create(sent)
  const asked = lastAsked(scene, provider)
  expect(asked.path === PATHS[provider], `${provider} is asked at ${PATHS[provider]}, not ${asked.path}`)
  expect(asked.limit === material.limit, `the limit arrives as ${material.limit}, not ${String(asked.limit)}`)
  expect(messageIn(completion).content?.includes(material.greeting) === true, 'the answer repeats the greeting')
  const reason = completion.choices[0]?.finish_reason
  expect(reason === 'stop', `the turn ends by itself, not by ${reason}`)
  return [{ sent, assembled: completion }]
}

async function streaming({ gpt, material }: Scene, model: string) {
  const sent = {
    model,
    max_completion_tokens: material.limit,
    stream: true as const,
    stream_options: { include_usage: true },
    messages: [{ role: 'user' as const, content: material.greeting }],
  }
  const stream = gpt.chat.completions.stream(sent)
  const pieces: string[] = []
  stream.on('content', (piece) => pieces.push(piece))
  const completion = await stream.finalChatCompletion()
  const text = messageIn(completion).content
  expect(pieces.length > 1, `the answer comes in pieces, not in ${pieces.length}`)
  expect(pieces.join('') === text, 'the pieces are the assembled text')
  expect(text.includes(material.greeting), 'the answer repeats the greeting')
  expect((completion.usage?.completion_tokens ?? 0) > 0, 'the stream tells the usage')
  return [{ sent, assembled: completion }]
}

async function systemText(scene: Scene, model: string, provider: ProviderName) {
  const { gpt, material } = scene
  const sent = {
    model,
    max_completion_tokens: material.limit,
    messages: [
      { role: 'system' as const, content: material.system },
      { role: 'user' as const, content: material.greeting },
    ],
  }
  const completion = await gpt.chat.completions.create(sent)
  expect(lastAsked(scene, provider).system === material.system, 'the system text arrives as it was sent')
  expect(messageIn(completion).content?.includes(material.system) === true, 'the answer repeats the system text')
  return [{ sent, assembled: completion }]
}

async function toolLoop(scene: Scene, model: string, provider: ProviderName) {
  const { gpt, material } = scene
  const { name, description, schema } = material.tool
  const question = { role: 'user' as const, content: material.question }
  const sent = {
    model,
    max_completion_tokens: material.limit,
    messages: [question],
    tools: [{ type: 'function' as const, function: { name, description, parameters: { ...schema } } }],
  }
  const first = await gpt.chat.completions.stream({ ...sent, stream: true }).finalChatCompletion()
  const message = messageIn(first)
  const call = message.tool_calls?.[0]
  const reason = first.choices[0]?.finish_reason
  expect(reason === 'tool_calls', `the turn ends with tool_calls, not ${reason}`)
  expect(call?.type === 'function', 'the model calls a function')
  expectCall(material, call.function.name, JSON.parse(call.function.arguments))
  expect(lastAsked(scene, provider).toolNames.includes(name), 'the tool definition arrives')

  const result = { role: 'tool' as const, tool_call_id: call.id, content: material.toolAnswer }
  const answered = { ...sent, messages: [question, message, result] }
  const second = await gpt.chat.completions.create(answered)
  const [arrived] = lastAsked(scene, provider).results
  expect(arrived?.id === call.id && arrived.text === material.toolAnswer, 'the result arrives under the id of its call')
  expect(messageIn(second).content?.includes(material.toolAnswer) === true, 'the answer quotes the result')
  return [
    { sent: { ...sent, stream: true }, assembled: first },
    { sent: answered, assembled: second },
  ]
}

/** OpenAI's format has no thinking; the gateway adds it to the message in members that the SDK keeps (RSN-8, RSN-9). */
async function thinking(scene: Scene, model: string) {
  const { gpt, material } = scene
  const question = { role: 'user' as const, content: material.greeting }
  const sent = {
    model,
    max_completion_tokens: material.limit + 1024,
    reasoning_effort: 'high' as const,
    messages: [question],
  }
  const first = await gpt.chat.completions.create(sent)
  const message = messageIn(first)
  expect('reasoning_content' in message && message.reasoning_content !== '', 'the message carries the thinking')
  expect('reasoning_details' in message, 'the message carries the signature of the thinking')

  const again = { ...sent, messages: [question, message, question] }
  const second = await gpt.chat.completions.create(again)
  const [returned] = lastAsked(scene, 'anthropic').thoughts
  expect(returned?.thinking === message.reasoning_content, 'the thinking goes back unaltered')
  expect(second.choices[0]?.finish_reason === 'stop', 'the second turn ends by itself')
  return [
    { sent, assembled: first },
    { sent: again, assembled: second },
  ]
}
