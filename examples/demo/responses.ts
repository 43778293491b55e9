import type OpenAI from 'openai'
import { lastAsked } from './received.ts'
import { expect, type Scenario, type Scene } from './scenario.ts'
import { expectCall } from './schema.ts'

/** Conversations over the Responses API: of its own clients with Claude, and of Anthropic's with a model that reasons there. */
export const responsesScenarios: readonly Scenario[] = [
  {
    title: 'OpenAI SDK, Responses → claude-sonnet-4-6: streaming',
    provider: 'anthropic',
    play: (scene) => streaming(scene, 'claude-sonnet-4-6'),
  },
  {
    title: 'OpenAI SDK, Responses → claude-sonnet-4-6: tool use, the second turn by reference',
    provider: 'anthropic',
    play: (scene) => toolLoop(scene, 'claude-sonnet-4-6'),
  },
  { title: 'Anthropic SDK → gpt-5: reasoning beside tools', provider: 'openai', play: (scene) => reasoningLoop(scene, 'gpt-5') },
]

async function streaming({ gpt, material }: Scene, model: string) {
  const sent = { model, instructions: material.system, input: material.greeting, max_output_tokens: material.limit, store: false }
  const stream = gpt.responses.stream(sent)
  const pieces: string[] = []
  stream.on('response.output_text.delta', ({ delta }) => pieces.push(delta))
  const response = await stream.finalResponse()
  expect(pieces.length > 1, `the answer comes in pieces, not in ${pieces.length}`)
  expect(pieces.join('') === response.output_text, 'the pieces are the assembled text')
  expect(response.output_text.includes(material.greeting), 'the answer repeats the greeting')
  expect(response.instructions === material.system, 'the answer repeats its instructions')
  expect((response.usage?.output_tokens ?? 0) > 0, 'the stream tells the usage')
  return [{ sent: { ...sent, stream: true }, assembled: response }]
}

/** The client leaves it to the gateway to keep the first turn (STO-1). */
async function toolLoop(scene: Scene, model: string) {
  const { gpt, material } = scene
  const { name, description, schema } = material.tool
  const tools: OpenAI.Responses.FunctionTool[] = [{ type: 'function', name, description, parameters: { ...schema }, strict: false }]
  const reasoning = { effort: 'high', summary: 'auto' } as const
  const sent = { model, input: material.question, max_output_tokens: material.limit + 4096, reasoning, tools }
  const first = await gpt.responses.create(sent)
  const call = first.output.find((item) => item.type === 'function_call')
  const thought = first.output.find((item) => item.type === 'reasoning')
  expect(call !== undefined, 'the model calls the tool')
  expect(thought !== undefined && thought.summary.length > 0, 'the answer holds a summary of the reasoning')
  expectCall(material, call.name, JSON.parse(call.arguments))

  const output = { type: 'function_call_output' as const, call_id: call.call_id, output: material.toolAnswer }
  const answered = { ...sent, input: [output], previous_response_id: first.id }
  const second = await gpt.responses.create(answered)
  const { results, thoughts } = lastAsked(scene, 'anthropic')
  expect(results[0]?.id === call.call_id && results[0].text === material.toolAnswer, 'the result arrives under the id of its call')
  expect(thoughts[0]?.thinking === thought.summary[0]?.text, 'the thinking goes back unaltered')
  expect(second.output_text.includes(material.toolAnswer), 'the answer quotes the result')
  return [
    { sent, assembled: first },
    { sent: answered, assembled: second },
  ]
}

/** Over Chat such a model would refuse the tool or hide its reasoning: the gateway calls it over Responses (EPT-2). */
async function reasoningLoop(scene: Scene, model: string) {
  const { claude, material } = scene
  const { name, description, schema } = material.tool
  const question = { role: 'user' as const, content: material.question }
  const sent = {
    model,
    max_tokens: material.limit + 4096,
    thinking: { type: 'adaptive' as const, display: 'summarized' as const },
    tools: [{ name, description, input_schema: { ...schema } }],
    messages: [question],
  }
  const first = await claude.messages.stream(sent).finalMessage()
  const call = first.content.find((block) => block.type === 'tool_use')
  const [thought] = first.content
  expect(thought?.type === 'thinking' && thought.thinking !== '', 'the answer begins with the reasoning')
  expect(call !== undefined, 'the model calls the tool')
  expectCall(material, call.name, call.input)
  const asked = scene.received().at(-1)
  expect(asked?.path === '/v1/responses', `the model is asked at /v1/responses, not ${String(asked?.path)}`)

  const result = { type: 'tool_result' as const, tool_use_id: call.id, content: material.toolAnswer }
  const answered = {
    ...sent,
    messages: [question, { role: 'assistant' as const, content: first.content }, { role: 'user' as const, content: [result] }],
  }
  const second = await claude.messages.create(answered)
  const [returned] = lastAsked(scene, 'openai').thoughts
  expect(returned?.thinking === thought.thinking, 'the reasoning goes back to the model as its own item')
  expect(second.stop_reason === 'end_turn', `the turn ends by itself, not by ${second.stop_reason}`)
  return [
    { sent: { ...sent, stream: true }, assembled: first },
    { sent: answered, assembled: second },
  ]
}
