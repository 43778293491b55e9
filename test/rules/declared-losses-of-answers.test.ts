import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/index.ts'
import { answerToChat, answerToMessages, toChat } from './translating.ts'

const message: JsonObject = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-6',
  content: [{ type: 'text', text: 'a', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  stop_details: null,
  usage: { input_tokens: 3, output_tokens: 2 },
}
const assistant: JsonObject = { role: 'assistant', content: 'a', refusal: null }
const completion = (said: JsonObject, more: JsonObject = {}, finish = 'stop'): JsonObject => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { ...assistant, ...said }, finish_reason: finish, logprobs: null }],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  ...more,
})

/** The losses of an answer besides those that every answer has. */
const without = (usual: readonly string[], losses: readonly string[]): readonly string[] =>
  losses.filter((loss) => !usual.includes(loss)).toSorted()

describe('losses of the answers of a Messages upstream to a Chat client', () => {
  const usual = answerToChat(message).losses
  const stopped = (stop_reason: string, more: JsonObject = {}): JsonObject => ({ stop_reason, ...more })
  const rows: readonly (readonly [id: string, members: JsonObject, losses: readonly string[]])[] = [
    [
      'L04: the boundaries of texts',
      {
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      ['/content/1 folded info CNT-1'],
    ],
    ['L11: a turn that pauses', stopped('pause_turn'), ['/stop_reason folded info STOP-A-7']],
    ['L11: a context window that is full', stopped('model_context_window_exceeded'), ['/stop_reason folded info STOP-A-5']],
    [
      'L11: a stop sequence, and which',
      stopped('stop_sequence', { stop_sequence: 'END' }),
      ['/stop_reason folded info STOP-A-2', '/stop_sequence carried info STOP-A-2'],
    ],
    [
      'L11: the category of a refusal, and what the beta surface says of it',
      stopped('refusal', {
        stop_details: {
          type: 'refusal',
          category: 'bio',
          explanation: 'No.',
          fallback_credit_token: 't',
          fallback_has_prefill_claim: true,
          recommended_model: 'm',
        },
      }),
      [
        '/stop_details/category carried info STOP-A-6',
        ...['fallback_credit_token', 'fallback_has_prefill_claim', 'recommended_model'].map(
          (member) => `/stop_details/${member} carried info L11`,
        ),
      ],
    ],
    [
      'L12: usage that only Anthropic counts',
      {
        usage: {
          input_tokens: 3,
          output_tokens: 2,
          cache_creation: { ephemeral_5m_input_tokens: 1, ephemeral_1h_input_tokens: 0 },
          inference_geo: 'us',
          speed: 'fast',
          service_tier: 'batch',
          iterations: [{ type: 'message', input_tokens: 1, output_tokens: 1 }],
        },
      },
      [
        '/usage/cache_creation carried info L12',
        '/usage/inference_geo carried info L12',
        '/usage/iterations carried info USE-7',
        '/usage/service_tier folded info USE-6',
        '/usage/speed carried info L12',
      ],
    ],
  ]
  it.each(rows)('%s', (_, members, losses) => {
    expect(without(usual, answerToChat({ ...message, ...members }).losses)).toEqual(losses.toSorted())
  })
})

describe('losses of the answers of a Chat upstream to a Messages client', () => {
  const usual = answerToMessages(completion({})).losses

  it('L03: which stop sequence the upstream found', () => {
    const { exchange } = toChat({ stop_sequences: ['END'] })
    if (!exchange) throw new Error('the request is translated')
    expect(without(usual, answerToMessages(completion({}), exchange).losses)).toEqual(['/choices/0/finish_reason folded info STOP-C-2'])
    expect(without(usual, answerToMessages(completion({}, {}, 'length'), exchange).losses)).toEqual([])
  })

  it('L03: where the gateway looks for them it tells', () => {
    const { exchange } = toChat({ stop_sequences: ['END'] }, { settings: { stopSequences: 'gateway' } })
    if (!exchange) throw new Error('the request is translated')
    const { body, losses } = answerToMessages(completion({ content: 'so END it' }), exchange)
    expect([body['stop_reason'], body['stop_sequence'], without(usual, losses)]).toEqual(['stop_sequence', 'END', []])
  })

  const rows: readonly (readonly [id: string, answer: JsonObject, losses: readonly string[]])[] = [
    ['L18: a refusal apart from the text', completion({ content: null, refusal: 'No.' }), ['/choices/0/message/refusal folded info RSP-6']],
    [
      'L19: annotations',
      completion({
        annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.com', title: 't', start_index: 0, end_index: 1 } }],
      }),
      ['/choices/0/message/annotations carried info RSP-8'],
    ],
    ['L24: the fingerprint of the system', completion({}, { system_fingerprint: 'fp' }), ['/system_fingerprint carried info ENV-5']],
    ['L26: a service tier that Anthropic lacks', completion({}, { service_tier: 'flex' }), ['/service_tier folded info USE-6']],
  ]
  it.each(rows)('%s', (_, answer, losses) => {
    expect(without(usual, answerToMessages(answer).losses)).toEqual(losses)
  })
})
