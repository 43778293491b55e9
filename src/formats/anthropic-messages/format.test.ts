import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../interlingua/json.ts'
import { translateRequest } from '../../translate/translate.ts'
import format from './format.ts'

/** A request of many kinds of blocks, tools and members. */
const everything: JsonObject = {
  model: 'claude-sonnet-4-5',
  max_tokens: 90_000,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
  messages: [
    { role: 'user', content: 'hi' },
    {
      role: 'user',
      content: [
        { type: 'text', text: '' },
        { type: 'image', source: { type: 'file', file_id: 'f' }, transformations: { oversized_image: 'error' } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: '', signature: 'S' },
        { type: 'redacted_thinking', data: 'D' },
        { type: 'text', text: 'ok', citations: [{ type: 'char_location', cited_text: 'x' }] },
        { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
        {
          type: 'tool_use',
          id: 'bad id',
          name: 'a name',
          input: { z: 1, a: 2 },
          caller: { type: 'code_execution_20260120', tool_id: 's' },
        },
      ],
    },
    {
      role: 'system',
      content: [
        { type: 'text', text: 'mid' },
        { type: 'tool_removal', tool: { type: 'tool_reference', name: 'w' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'first' },
        {
          type: 'tool_result',
          tool_use_id: 'bad id',
          is_error: true,
          content: [
            { type: 'tool_reference', tool_name: 'w' },
            { type: 'search_result', source: 's', title: 't', content: [{ type: 'text', text: 'x' }], citations: { enabled: false } },
            {
              type: 'document',
              source: { type: 'content', content: [{ type: 'text', text: 'x' }] },
              title: 't',
              context: 'c',
              citations: { enabled: true },
            },
          ],
        },
        { type: 'block_of_tomorrow', a: { b: 1 } },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'prefill ' }] },
  ],
  tools: [
    {
      name: 'a name',
      input_schema: { anyOf: [] },
      strict: true,
      input_examples: [{ a: 1 }],
      defer_loading: true,
      allowed_callers: ['direct'],
    },
    { type: 'bash_20250124', name: 'bash', cache_control: { type: 'ephemeral' } },
    { type: 'web_search_20260318', name: 'web_search', max_uses: 3 },
  ],
  tool_choice: { type: 'tool', name: 'a name', disable_parallel_tool_use: true },
  thinking: { type: 'enabled', budget_tokens: 80_000, display: 'updates', block_binding: { prefix_mismatch_behavior: 'error' } },
  output_config: { effort: 'ultra', format: { type: 'json_schema', schema: { type: 'array' } } },
  temperature: 1,
  top_p: 0.5,
  top_k: 3,
  stop_sequences: [' '],
  metadata: { user_id: 'u' },
  service_tier: 'auto',
  speed: 'fast',
  inference_geo: 'eu',
  cache_control: { type: 'ephemeral' },
  stream: true,
  member_of_tomorrow: [1],
}

describe('a request that comes back to its own format', () => {
  it('CAR-1: is what it was', () => {
    const translated = translateRequest(format, format, everything)
    expect(translated.ok && translated.value.body).toEqual(everything)
  })

  it.each([
    [{ speed: 'standard' }, false],
    [{ speed: 'turbo' }, false],
    [{ speed: 'fast', service_tier: 'auto' }, true],
  ])('CAR-1, REQ-A-21: keeps %j, with paid tiers mapped: %s', (members, allowPaidTierMapping) => {
    const body = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'hi' }], ...members }
    const translated = translateRequest(format, format, body, { settings: { allowPaidTierMapping } })
    expect(translated).toMatchObject({ ok: true, value: { body }, losses: [] })
  })

  it('VER-3: asks for no version of its own', () => {
    const translated = translateRequest(format, format, everything)
    expect(translated.ok && translated.value.headers).toEqual({})
  })
})
