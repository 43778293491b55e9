import type { Part } from '../../src/interlingua/part.ts'
import type { Response, StopReason } from '../../src/interlingua/response.ts'
import type { FunctionTool, HostedTool, Tool } from '../../src/interlingua/tool.ts'
import { unknownUsage } from '../../src/interlingua/usage.ts'

/** Parts of an answer. */
export const part = {
  text: (text: string): Part => ({ kind: 'text', at: '', text, cache: null }),
  thinking: (text: string, seal: string | null = 'sig'): Part => ({ kind: 'thinking', at: '', text, seal, redacted: false }),
  redacted: (seal: string): Part => ({ kind: 'thinking', at: '', text: '', seal, redacted: true }),
  call: (id: string, args: string, name = 'f'): Part => ({
    kind: 'toolCall',
    at: '',
    id,
    name,
    arguments: args,
    freeform: false,
    cache: null,
  }),
  custom: (id: string, input: string, name = 'c'): Part => ({
    kind: 'toolCall',
    at: '',
    id,
    name,
    arguments: input,
    freeform: true,
    cache: null,
  }),
  refusal: (text: string): Part => ({ kind: 'refusal', at: '', text }),
}

/** An answer of another format. */
export const answer = (parts: readonly Part[], reason: StopReason = 'end', explanation: string | null = null): Response => ({
  id: 'msg_1',
  model: 'claude',
  created: null,
  parts,
  stop: { at: {}, reason, sequence: null, category: null, explanation },
  usage: { ...unknownUsage, input: 10, output: 7, cacheRead: 4, cacheWrite: 1, reasoning: 2 },
})

/** A function that a client offers, in a namespace where one is given. */
export const offered = (name: string, namespace?: string): FunctionTool => ({
  kind: 'function',
  at: '/tools/0',
  name,
  description: null,
  parameters: null,
  parametersAt: '/tools/0/parameters',
  strict: null,
  examples: [],
  cache: null,
  ...(namespace === undefined ? {} : { namespace }),
})

/** A tool of this API that the client runs. */
export const native = (type: string): Tool =>
  ({
    kind: 'hosted',
    at: '/tools/0',
    format: 'openai-responses',
    type,
    name: type,
    payload: { type },
    asFunction: { description: '', parameters: {}, examples: [] },
    elsewhere: { rule: 'TOOL-14', why: '', level: 'info' },
  }) satisfies HostedTool
