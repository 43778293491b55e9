import { faultsIn } from '../mutant.ts'

/** Faults of the Chat codec. */
export const openaiChat = faultsIn('src/formats/openai-chat', {
  'cache-markers.ts': [
    ['one marker fewer', 'placeOpenAiMarkers(tools, turns, most, ledger, api)', 'placeOpenAiMarkers(tools, turns, most - 1, ledger, api)'],
  ],
  'citations.ts': [['the last character of a cited text left out', 'urlCitation(page, start, end)', 'urlCitation(page, start, end - 1)']],
  'fault.ts': [
    ['a fault without its code', 'return { message, type, param, code }', 'return { message, type, param, code: type }'],
    [
      'a broken stream without the error',
      '{ error: openai.errorObject(fault) }',
      "{ error: { ...openai.errorObject(fault), message: '' } }",
    ],
  ],
  'headers.ts': [
    [
      'headers lost in silence',
      "export { loseHeaders } from '../../vendors/openai/headers.ts'",
      'export const loseHeaders = (..._: readonly unknown[]): void => {}',
    ],
  ],
  'models.ts': [['the owner of a model lost', 'return { id, created, owned_by }', 'return { id, created, owned_by: undefined }']],
  'reasoning.ts': [
    ['redacted data dropped', '...(seal === null ? {} : { data: seal })', '...(seal === null ? {} : {})'],
    ['effort as for another API', '{ ...target, api })', '{ ...target, api: { ...api, reasonsWithTools: true } })'],
  ],
  'request.decode.ts': [
    ['the older limit wins', 'return limit ?? deprecated', 'return deprecated ?? limit'],
    ['the older user wins', 'return identifier ?? user', 'return user ?? identifier'],
    ['minimal effort as low', "minimal: 'minimal'", "minimal: 'low'"],
    ['flex tier as the default', "flex: 'flex'", "flex: 'default'"],
    ['older clients get parallel calls', 'if (!legacy) return wanted', 'if (wanted !== null) return wanted'],
    ['effort beside disabled thinking dropped', "{ kind: 'off', effort }", "{ kind: 'off', effort: null }"],
    ['top_p read from temperature', "topP: reader.number(top_p, '/top_p')", "topP: reader.number(temperature, '/top_p')"],
  ],
  'request.encode.ts': [
    ['the limit comes from elsewhere', "max_completion_tokens: 'limits.maxTokens'", "max_completion_tokens: 'sampling.topP'"],
    [
      'names of the limit swapped',
      '? { max_tokens: maxTokens } : { max_completion_tokens: maxTokens }',
      '? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }',
    ],
    ['streams without usage', 'include_usage: true', 'include_usage: false'],
    ['as many stop sequences as there may be', 'stop.length > capabilities.stopMax', 'stop.length >= capabilities.stopMax'],
    ['a marker too many beside that of the request', '(cache ? 3 : 4)', '(cache ? 4 : 4)'],
  ],
  'response.decode.ts': [
    ['ids of calls off by one', 'generatedId(id, index, context)', 'generatedId(id, index + 1, context)'],
    ['refusal read as text', "[{ kind: 'refusal', at: `${at}/refusal`, text: refused }", "[{ kind: 'refusal', at: `${at}/refusal`, text }"],
  ],
  'response.encode.ts': [
    ['no gap between texts', '`\\n\\n${part.text}`', '`\\n${part.text}`'],
    ['a silent answer has no content', "content: silent ? '' : text", 'content: silent ? null : text'],
    ['a call without arguments', "(args === '' ? '{}' : args)", "(args === '{}' ? '' : args)"],
    ['the reason of older clients', "'function_call' : finishReason,", "'tool_calls' : finishReason,"],
  ],
  'sampling.ts': [['top_k sent to hosts without it', 'topK === null || !capabilities.topK ? {}', 'topK === null ? {}']],
  'schema.ts': [
    [
      'members taken from an object are kept',
      "export { without } from '../../vendors/openai/schema.ts'",
      'export const without = <T extends object>(object: T, ..._: readonly unknown[]): T => object',
    ],
  ],
  'stop.ts': [
    ['limit as the end', "length: 'maxTokens'", "length: 'end'"],
    ['filter as the end', "content_filter: 'contentFilter'", "content_filter: 'end'"],
    ['pause as the end', "pause: 'length'", "pause: 'stop'"],
    ['calls as the end', "toolCalls: 'tool_calls'", "toolCalls: 'stop'"],
    ['refusal and end swapped', "refused ? 'refusal' : 'end'", "refused ? 'end' : 'refusal'"],
  ],
  'stream.decode.ts': [
    ['arguments before the name dropped', "const text = call.early + (args ?? '')", "const text = args ?? ''"],
    ['calls under one index are one', 'known.id === null || known.id === id', 'known.id !== undefined'],
    [
      'a cut stream ends well',
      'if (this.#stopped) this.#finish()\n    else',
      'this.#finish()\n    if (this.#over) return this.#out\n    else',
    ],
    [
      'parts not closed at the end',
      "this.#out.push({ type: 'close', key })\n    this.#open.clear()",
      "if (key < 0) this.#out.push({ type: 'close', key })\n    this.#open.clear()",
    ],
    ['keys skip one', 'const key = this.#nextKey++', 'const key = (this.#nextKey += 2)'],
    [
      'reasoning without a seal',
      "this.#out.push({ type: 'seal', key, data: sealReasoning(",
      "if (key < 0) this.#out.push({ type: 'seal', key, data: sealReasoning(",
    ],
    ['other answers are read too', "'/choices/0/index') ?? 0) !== 0", "'/choices/0/index') ?? 0) > 1"],
  ],
  'stream.encode.ts': [
    ['arguments of the next call', 'const index = this.#calls - 1', 'const index = this.#calls'],
    ['no gap between texts', "content: '\\n\\n'", "content: '\\n'"],
    ['a call without arguments stays empty', '!open.freeform && !this.#saidArguments', '!open.freeform && this.#saidArguments'],
    ['usage nobody asked for', 'includeUsage === true && usage', 'includeUsage !== false && usage'],
    ['the explanation of a refusal dropped', 'if (refusal !== null) this.#delta({ refusal })', 'if (refusal !== null) this.#delta({})'],
    ['reasoning details after every block', "if (open.kind !== 'thinking') this.#endRun()", 'this.#endRun()'],
    [
      'the last report of usage alone',
      'this.#usage = mergeUsage(this.#usage, event.usage)',
      'this.#usage = mergeUsage(unknownUsage, event.usage)',
    ],
  ],
  'validation.ts': [['closed schemas taken for open ones', 'validationBy({ open, closed,', 'validationBy({ open: closed, closed: open,']],
  'tokens.ts': [
    [
      'a call that Chat does not have',
      'TokenCountCodec | null = null',
      "TokenCountCodec | null = { path: '/tokens', request: ({ body }) => body, read: () => 0, answer: () => ({}) }",
    ],
  ],
  'tools.decode.ts': [
    ['a forced call left to the model', "required: { kind: 'required' }", "required: { kind: 'auto' }"],
    ['the older choice wins', 'const value: unknown = choice ?? null\n', 'const value: unknown = legacy ?? choice ?? null\n'],
    ['flat tools lose their type', "['function', 'custom'].find((kind) => kind in tool)", "['function'].find((kind) => kind in tool)"],
    ['allowed tools must be called', "{ auto: 'auto', required: 'required' }", "{ auto: 'required', required: 'required' }"],
    ['definition of a grammar from its syntax', 'definition: reader.text(definition,', 'definition: reader.text(syntax,'],
  ],
  'tools.encode.ts': [
    [
      'strict without looking',
      'strict && isStrictTool(parameters, at, ledger)',
      'strict && (isStrictTool(parameters, at, ledger) || strict)',
    ],
    ['a free-text tool chosen as a function', 'freeform.has(name) ?', '!freeform.has(name) ?'],
    ['a grammar of the other kind', "'regex' ? 'regex' : 'lark'", "'regex' ? 'lark' : 'regex'"],
    ['allowed tools must be called', 'mode: choice.mode', "mode: 'required'"],
  ],
  'turns.decode.ts': [
    ['an older call bound to another message', 'const id = `call_fn_${index}`', 'const id = `call_fn_${index + 1}`'],
    ['custom calls as functions', 'freeform: true,', 'freeform: false,'],
    ['developers as users of the system', "instruct('developer')(", "instruct('system')("],
    ['refusals at the wrong place', 'at: `${at}/refusal`, text: refused', 'at: `${at}/content`, text: refused'],
  ],
  'turns.encode.ts': [
    ['errors said twice', '/^error/i', '/^failure/i'],
    ['attachments after the words', '[...this.#attachments.splice(0), ...said]', '[...said, ...this.#attachments.splice(0)]'],
    ['ids of calls not replaced', 'const sent = ids.get(call) ?? id', 'const sent = ids.has(call) ? id : id'],
    ['pictures counted from zero', 'count[kind] += 1', 'count[kind]++'],
    ['several instructions run together', '[first, ...more].flatMap(({ parts }) => parts)', '[first].flatMap(({ parts }) => parts)'],
    ['late results not told', '>= results.length', '> results.length'],
  ],
  'usage.ts': [
    ['the total taken for the input', 'null : total - output', 'null : total'],
    [
      'reads and writes swapped',
      'cached_tokens: cacheRead ?? 0, cache_write_tokens: cacheWrite ?? 0',
      'cached_tokens: cacheWrite ?? 0, cache_write_tokens: cacheRead ?? 0',
    ],
    ['a total without the output', 'total_tokens: prompt_tokens + completion_tokens', 'total_tokens: prompt_tokens'],
    ['cached tokens counted twice', 'const prompt_tokens = input ?? 0', 'const prompt_tokens = (input ?? 0) + (cacheRead ?? 0)'],
    ['reasoning counted twice', 'const completion_tokens = output ?? 0', 'const completion_tokens = (output ?? 0) + (reasoning ?? 0)'],
  ],
  'parts.decode.ts': [
    ['wanted detail dropped', 'detail: reader.string(detail, `${inner}/detail`)', 'detail: null'],
    ['short markers live long', "'5m': '5m', '30m'", "'5m': '1h', '30m'"],
  ],
  'parts.encode.ts': [
    ['marks forgotten', "mode: 'explicit', ttl: breakpointLifetime(marker.ttl)", "mode: 'explicit', ttl: breakpointLifetime(null)"],
    ['title of a document dropped', "filename: title ?? 'document.pdf'", "filename: 'document.pdf'"],
  ],
})
