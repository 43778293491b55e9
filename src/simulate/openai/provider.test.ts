import { describe, expect, test } from 'vitest'
import { validators } from '../../formats/openai-chat/generated/validate.closed.js'
import { identifiers } from '../identifiers.ts'
import { type JsonObject, objectOf, objectsOf } from '../json.ts'
import type { Occasion, ReceivedRequest, Reply } from '../provider.ts'
import type { Validate } from '../violations.ts'
import { openai } from './provider.ts'

const occasion = (over: Partial<Occasion> = {}): Occasion => ({
  newId: identifiers('test'),
  now: Date.UTC(2026, 9, 21),
  hasKey: true,
  malformed: false,
  ...over,
})

const request = (body: unknown, over: Partial<ReceivedRequest> = {}): ReceivedRequest => ({
  method: 'POST',
  path: '/v1/chat/completions',
  query: {},
  headers: {},
  body,
  ...over,
})

const ask = (body: JsonObject, over?: Partial<ReceivedRequest>): Reply => openai(request(body, over), occasion())
const bodyOf = (reply: Reply): unknown => ('body' in reply ? reply.body : reply.frames)
const chunksOf = (reply: Reply): readonly string[] => ('frames' in reply ? reply.frames : [])

const hello = { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] }
const tools = [{ type: 'function', function: { name: 'look' } }]
const call = { role: 'assistant', tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } }] }
const result = { role: 'tool', tool_call_id: 'call_1', content: 'a cat' }

describe('refuses in the words of OpenAI', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'a reasoning member where the model does not reason (EFF-O-1)',
      { reasoning_effort: 'none' },
      {
        message: "Unsupported parameter: 'reasoning_effort' is not supported with this model.",
        param: 'reasoning_effort',
        code: 'unsupported_parameter',
      },
    ],
    [
      'more tokens than the model has (LIM-3)',
      { max_completion_tokens: 64_000 },
      {
        message: 'max_tokens is too large: 64000. This model supports at most 16384 completion tokens, whereas you provided 64000.',
        param: 'max_completion_tokens',
        code: 'invalid_value',
      },
    ],
    [
      'the old limit on a reasoning model (LIM-1)',
      { model: 'o3', max_tokens: 100 },
      {
        message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: 'max_tokens',
        code: 'unsupported_parameter',
      },
    ],
    [
      'function tools on a model that wants the other endpoint for them',
      { model: 'gpt-5.6-sol', tools },
      {
        message:
          "Function tools with reasoning_effort are not supported for gpt-5.6-sol in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
        param: 'reasoning_effort',
        code: null,
      },
    ],
    [
      'sampling on a reasoning model (SAM-5)',
      { model: 'gpt-5', temperature: 0.5 },
      {
        message: "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.",
        param: 'temperature',
        code: 'unsupported_value',
      },
    ],
    [
      'a call without its result (TR-1)',
      { messages: [...hello.messages, call, ...hello.messages] },
      {
        message:
          "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: call_1",
        param: 'messages.[2].role',
        code: null,
      },
    ],
    [
      'a result without its call (TR-1)',
      { messages: [...hello.messages, result] },
      {
        message: "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        param: 'messages.[1].role',
        code: null,
      },
    ],
    [
      'a tool choice without tools (TC-1)',
      { tool_choice: 'auto' },
      {
        message: "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
        param: 'tool_choice',
        code: null,
      },
    ],
    [
      'stop sequences on a reasoning model (REQ-A-7)',
      { model: 'o3', stop: ['a'] },
      {
        message: "Unsupported parameter: 'stop' is not supported with this model.",
        param: 'stop',
        code: 'unsupported_parameter',
      },
    ],
    [
      'a fifth stop sequence (REQ-A-7)',
      { stop: ['a', 'b', 'c', 'd', 'e'] },
      {
        message: "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
        param: 'stop',
        code: 'array_above_max_length',
      },
    ],
    [
      'stream options without a stream',
      { stream_options: { include_usage: true } },
      {
        message: "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        param: 'stream_options',
        code: null,
      },
    ],
  ])('%s', (_, over, error) => {
    const reply = ask({ ...hello, ...over })
    expect(reply.status).toBe(400)
    expect(bodyOf(reply)).toEqual({ error: { type: 'invalid_request_error', ...error } })
  })

  test('a request without a key', () => {
    const reply = openai(request(hello), occasion({ hasKey: false }))
    expect(reply.status).toBe(401)
    expect(bodyOf(reply)).toMatchObject({ error: { message: expect.stringMatching(/^You didn't provide an API key\./) } })
  })

  test('an unknown model', () => {
    const reply = ask({ ...hello, model: 'gpt-0' })
    expect(reply.status).toBe(404)
    expect(bodyOf(reply)).toEqual({
      error: {
        message: 'The model `gpt-0` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    })
  })
})

describe('answers from the request', () => {
  test('calls tools without saying a word, and quotes their results', () => {
    const asking = { ...hello, tools, tool_choice: 'required' }
    expect(bodyOf(ask(asking))).toMatchObject({
      choices: [{ message: { content: null, tool_calls: [{ function: { name: 'look', arguments: '{}' } }] }, finish_reason: 'tool_calls' }],
    })
    expect(bodyOf(ask({ ...hello, tools, messages: [...hello.messages, call, result] }))).toMatchObject({
      choices: [{ message: { content: 'You said: "Hello". The tool look answered: "a cat".' }, finish_reason: 'stop' }],
    })
  })

  test('takes its own message back as it was, with what the official SDK has added', () => {
    const first = ask({ ...hello, tools, tool_choice: 'required' })
    const message = objectOf(('body' in first ? objectsOf(first.body['choices']) : [])[0]?.['message'])
    const [made] = objectsOf(message['tool_calls'])
    const parsedCall = { ...made, function: { ...objectOf(made?.['function']), parsed_arguments: null } }
    const sentBack = { ...message, parsed: null, tool_calls: [parsedCall] }
    const messages = [...hello.messages, sentBack, { ...result, tool_call_id: made?.['id'] }]
    expect(message).toMatchObject({ annotations: [] })
    expect(ask({ ...hello, tools, messages }).status).toBe(200)
  })

  test('calls a custom tool with free text, and only tools that are allowed (TCH-8)', () => {
    const custom = { type: 'custom', custom: { name: 'run' } }
    const allowed = { mode: 'required', tools: [{ type: 'custom', custom: { name: 'run' } }] }
    const choice = { type: 'allowed_tools', allowed_tools: allowed }
    expect(bodyOf(ask({ ...hello, tools: [...tools, custom], tool_choice: choice }))).toMatchObject({
      choices: [{ message: { tool_calls: [{ type: 'custom', custom: { name: 'run', input: 'Hello' } }] } }],
    })
  })

  test('mentions images and files', () => {
    const content = [
      { type: 'text', text: 'See?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,aGVsbG8=', filename: 'a.pdf' } },
    ]
    expect(bodyOf(ask({ ...hello, messages: [{ role: 'user', content }] }))).toMatchObject({
      choices: [{ message: { content: 'You said: "See?". You showed me [image image/png 5 bytes] [document application/pdf 5 bytes].' } }],
    })
  })

  test('sends usage on a chunk of its own only if asked, and null on all others (EMC-9)', () => {
    const asked = chunksOf(ask({ ...hello, stream: true, stream_options: { include_usage: true } }))
    expect(asked.filter((frame) => frame.includes('"usage":null'))).toHaveLength(asked.length - 2)
    expect(asked.at(-2)).toContain('"choices":[],"usage":{"prompt_tokens":4,')
    expect(asked.at(-1)).toBe('data: [DONE]\n\n')
    expect(chunksOf(ask({ ...hello, stream: true })).some((frame) => frame.includes('usage'))).toBe(false)
  })

  test('pads its chunks unless told not to', () => {
    const padded = chunksOf(ask({ ...hello, stream: true }))
    expect(padded.filter((frame) => frame.includes('"obfuscation":"'))).toHaveLength(padded.length - 1)
    const bare = chunksOf(ask({ ...hello, stream: true, stream_options: { include_obfuscation: false } }))
    expect(bare.some((frame) => frame.includes('obfuscation'))).toBe(false)
  })

  test('reports what an earlier long turn has cached, in steps of 128 tokens', () => {
    const long = { role: 'user', content: 'word '.repeat(1100) }
    const messages = [long, { role: 'assistant', content: 'Yes?' }, ...hello.messages]
    expect(bodyOf(ask({ ...hello, messages }))).toMatchObject({
      usage: { prompt_tokens: 1113, prompt_tokens_details: { cached_tokens: 1024 } },
    })
  })

  test('lists its models', () => {
    const get = (path: string) => bodyOf(ask({}, { method: 'GET', path }))
    expect(get('/v1/models')).toMatchObject({
      object: 'list',
      data: expect.arrayContaining([{ id: 'gpt-4o', object: 'model', created: 1715367049, owned_by: 'system' }]),
    })
    expect(get('/v1/models/gpt-4o-2024-08-06')).toMatchObject({ id: 'gpt-4o' })
  })
})

test('sends only what the closed validators accept', () => {
  const { response, event, error, model, modelList } = validators.v1
  const everything = { ...hello, n: 2, logprobs: true, tools, tool_choice: 'required' }
  const frames = chunksOf(ask({ ...everything, stream: true, stream_options: { include_usage: true } }))
  const chunks = frames.slice(0, -1).map((frame): unknown => JSON.parse(frame.slice('data: '.length)))
  const get = (path: string) => bodyOf(ask({}, { method: 'GET', path }))
  expect(violationsOf(response, [bodyOf(ask(everything)), bodyOf(ask({ ...hello, logprobs: true }))])).toEqual([])
  expect(violationsOf(event, chunks)).toEqual([])
  expect(violationsOf(error, [bodyOf(ask({ ...hello, model: 'gpt-0' }))])).toEqual([])
  expect(violationsOf(modelList, [get('/v1/models')])).toEqual([])
  expect(violationsOf(model, [get('/v1/models/gpt-4o')])).toEqual([])
})

const violationsOf = (validate: Validate, values: readonly unknown[]): readonly unknown[] =>
  values.flatMap((value) => (validate(value) ? [] : [{ value, violations: validate.errors }]))
