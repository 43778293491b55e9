import type { Request } from '../../interlingua/request.ts'

/** Where the members of the request itself came from (ERO-3). */
export function topLevelOrigins({ at }: Request): { readonly [member: string]: string } {
  const found = Object.entries(topLevel).flatMap(([member, hubPath]) => {
    const pointer = at[hubPath]
    return pointer === undefined ? [] : [[member, pointer] as const]
  })
  return Object.fromEntries(found)
}

const topLevel: { readonly [member: string]: string } = {
  model: 'model',
  messages: 'turns',
  tools: 'tools',
  web_search_options: 'tools',
  tool_choice: 'toolChoice',
  parallel_tool_calls: 'parallelTools',
  max_completion_tokens: 'limits.maxTokens',
  max_tokens: 'limits.maxTokens',
  temperature: 'sampling.temperature',
  top_p: 'sampling.topP',
  top_k: 'sampling.topK',
  stop: 'stop',
  reasoning_effort: 'reasoning',
  response_format: 'output',
  safety_identifier: 'user',
  user: 'user',
  service_tier: 'serviceTier',
  prompt_cache_options: 'cache',
  stream: 'stream',
}
