import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readTables } from '../fidelity/tables.ts'
import { type FormatFacts, formatFacts } from '../format-facts.ts'
import type { OpenApi } from '../openapi.ts'
import type { Slice } from '../slice.ts'
import { declared } from './declared.ts'
import { Scratch } from './scratch.ts'
import { type Step, stepOf } from './step.ts'
import { type Taken, takeStep } from './taken.ts'

const text = (file: string): string => readFileSync(new URL(`fixtures/${file}.json`, import.meta.url), 'utf8')

function facts(format: string, version: string, roots: Slice['roots']): FormatFacts {
  const document: OpenApi = JSON.parse(text(`${format}@${version}`))
  return formatFacts(format, { documents: ['current'], beta: [], roots, hosted: [], pseudoTags: {} }, new Map([['current', document]]))
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const scratch = new Scratch(root)

async function taken(format: string, before: FormatFacts, after: FormatFacts): Promise<Taken> {
  return takeStep(before, after, { tables: await readTables(root, format), declared: declared[format] ?? [], scratch })
}

const compiles = { errors: 0, undecided: 0, named: 0, atOrphans: 0, elsewhere: [] }

const lines = ({ changes }: Step): readonly string[] =>
  changes.map(
    ({ severity, kind, owner, name, reach }) => `${severity} ${kind} ${owner} ${name}: ${reach.map(({ root }) => root).join(', ')}`,
  )

describe('the flip of the API version, from @anthropic-ai/sdk 0.137.0 to 1.0.0', () => {
  const roots = { request: 'createMessage request', response: 'createMessage response', event: 'createMessage event' }
  const [before, after] = [facts('anthropic-messages', '0.137.0', roots), facts('anthropic-messages', '1.0.0', roots)]
  const step = stepOf(before, after)

  it('is three sampling fields gone, and messages that are a union by role', () => {
    expect(lines(step)).toEqual([
      'break field removed MessageCreateParams temperature: request',
      'break field removed MessageCreateParams top_k: request',
      'break field removed MessageCreateParams top_p: request',
      'decide retagged MessageParam : request',
    ])
  })

  it('says what the arms of the union allow less than the one message did', () => {
    expect(step.changes.at(-1)).toMatchObject({
      from: 'one shape',
      to: 'a union by role',
      details: ['<system>.content[] variant removed: image, thinking, tool_use, tool_result'],
    })
  })

  it('is marked in the fate tables of the step before', () => {
    expect(step.marked).toEqual({
      added: [],
      tables: ['AssistantMessageParam', 'SystemMessageParam', 'UserMessageParam', 'MessageParam'],
      orphans: [
        'MessageParam',
        'MessageCreateParams.temperature',
        'MessageCreateParams.top_k',
        'MessageCreateParams.top_p',
        'MessageParam.role',
      ],
      notes: [],
    })
  })

  it('does not compile until the undecided lines and the orphans are decided, and then does', async () => {
    const { older, scaffolded, decided, declared: own } = await taken('anthropic-messages', before, after)
    expect(older).toEqual(compiles)
    expect(scaffolded).toEqual({ errors: 15, undecided: 9, named: 9, atOrphans: 6, elsewhere: [] })
    expect(decided).toEqual(compiles)
    expect(own.marks).toEqual([])
  })
})

describe('fast answers and custom tool calls in streams, from openai 6.49.0 to 7.6.0', () => {
  const roots = {
    request: 'createChatCompletion request',
    response: 'createChatCompletion response',
    event: 'createChatCompletion event',
    model: 'retrieveModel response',
  }
  const [before, after] = [facts('openai-chat', '6.49.0', roots), facts('openai-chat', '7.6.0', roots)]
  const step = stepOf(before, after)

  it('is listed root by root, each once', () => {
    expect(lines(step)).toEqual([
      'decide field added ChatCompletion metadata: response',
      'decide value added ChatCompletion.service_tier fast: response',
      'decide field added ChatCompletionChunk obfuscation: event',
      'decide value added ChatCompletionChunk.service_tier fast: event',
      'decide field added ChatCompletionChunk_Choice_Delta_ToolCall custom: event',
      'decide value added ChatCompletionChunk_Choice_Delta_ToolCall.type custom: event',
      'decide value added ChatCompletionCreateParams.service_tier fast: request',
      'decide field added CompletionUsage_CompletionTokensDetails text_tokens: response, event',
      'decide field added CompletionUsage_PromptTokensDetails image_tokens: response, event',
      'decide field added CompletionUsage_PromptTokensDetails text_tokens: response, event',
      'decide field added Model shutdown_date: model',
      'info value added ChatModel gpt-5.5: request',
      'info value added ChatModel gpt-5.5-2026-04-23: request',
    ])
    expect(step.repeated).toEqual([])
  })

  it('is marked in the fate tables of the step before, and nothing else is', () => {
    expect(step.marked).toEqual({
      added: [
        'ChatCompletion.metadata',
        'CompletionUsage_CompletionTokensDetails.text_tokens',
        'CompletionUsage_PromptTokensDetails.image_tokens',
        'CompletionUsage_PromptTokensDetails.text_tokens',
        'Model.shutdown_date',
        'ChatCompletionChunk.obfuscation',
        'ChatCompletionChunk_Choice_Delta_ToolCall.custom',
        'ChatCompletion.service_tier.fast',
        'ChatCompletionChunk.service_tier.fast',
        'ChatCompletionCreateParams.service_tier.fast',
      ],
      tables: ['ChatCompletionChunk_Choice_Delta_ToolCall_Custom', 'ChatCompletionChunk_Choice_Delta_ToolCall.type'],
      orphans: [],
      notes: [
        '/src/formats/openai-chat/fates/tools.ts:7: ChatCompletionChunk_Choice_Delta_ToolCall.type was "function", is enum',
        'ChatModel was open(gpt-5.4), is open(gpt-5.4 | gpt-5.5 | gpt-5.5-2026-04-23)',
      ],
    })
    expect([step.unnamed, step.unmarked]).toEqual([[], []])
  })

  it('does not compile until the undecided lines are decided, and then does', async () => {
    const { older, scaffolded, decided, declared: own } = await taken('openai-chat', before, after)
    expect(older).toEqual(compiles)
    expect(scaffolded).toEqual({ errors: 14, undecided: 14, named: 14, atOrphans: 0, elsewhere: [] })
    expect(decided).toEqual(compiles)
    expect(own).toEqual({ older: [], marks: [] })
  })
})

it.each(['anthropic-messages@0.137.0', 'anthropic-messages@1.0.0', 'openai-chat@6.49.0', 'openai-chat@7.6.0'])(
  'keeps %s below 30 kB',
  (file) => expect(text(file).length).toBeLessThan(30_000),
)
