import { faultsIn } from '../mutant.ts'

/** Faults of the Responses codec. */
export const openaiResponses = faultsIn('src/formats/openai-responses', {
  'cache-markers.ts': [
    ['one marker fewer', 'placeOpenAiMarkers(tools, turns, most, ledger, api)', 'placeOpenAiMarkers(tools, turns, most - 1, ledger, api)'],
  ],
  'calls.encode.ts': [
    ['the separator of a namespace stays', 'flat.slice(namespace.length + 2)', 'flat.slice(namespace.length)'],
    ['a call without arguments stays empty', "this.more('{}')", "this.more('')"],
    ['a broken call is completed', "? 'completed' : 'incomplete'))", "? 'completed' : 'completed'))"],
    [
      'a whole call is not whole',
      "environment: { type: 'local' }, status: 'completed'",
      "environment: { type: 'local' }, status: 'incomplete'",
    ],
  ],
  'citations.ts': [
    [
      'spans of pages dropped',
      '...(start === null || end === null ? {} : { start, end }),',
      '...(start === null || end === null ? {} : {}),',
    ],
    ['the last character of a cited text left out', 'urlCitation(citation, start, end)', 'urlCitation(citation, start, end - 1)'],
  ],
  'fault.ts': [
    ['an answer of too many as a fault of the provider', "rate_limit_exceeded: 'rateLimit'", "rate_limit_exceeded: 'internal'"],
    ['a residence as an error of the provider', "data_residency_mismatch: 'permission'", "data_residency_mismatch: 'internal'"],
    ['an error without its code', 'return { message, type, param, code }', 'return { message, type, param, code: type }'],
  ],
  'headers.ts': [
    [
      'headers lost in silence',
      "export { loseHeaders } from '../../vendors/openai/headers.ts'",
      'export const loseHeaders = (..._: readonly unknown[]): void => {}',
    ],
  ],
  'items.encode.ts': [
    ['an empty part told to clients of others', 'part.told && this.#ledger.format === own', 'part.told && this.#ledger.format !== own'],
    ['a page cites nothing', 'encodeCitation(page, 0, part.text.length)', 'encodeCitation(page, 0, 0)'],
    ['a broken message is whole', ": this.#content, 'incomplete')", ": this.#content, 'completed')"],
    ['texts without log probabilities', 'logprobs: part.logprobs.map(streamedLogprob) })', 'logprobs: [] })'],
    ['summaries under one number', 'summary_index: this.#summary.length', 'summary_index: 0'],
  ],
  'models.ts': [['the owner of a model lost', 'return { id, created, owned_by }', 'return { id, created, owned_by: undefined }']],
  'parts.decode.ts': [
    ['an address before the bytes', 'if (data !== null) return filePart(', 'if (data !== null && url === null) return filePart('],
    [
      'wanted detail dropped',
      'const level = reader.string(detail, `${at}/detail`)',
      'const level = reader.string(detail, `${at}/detail`) && null',
    ],
    ['long markers live short', "'12h': '12h' }", "'12h': '30m' }"],
  ],
  'parts.encode.ts': [
    ['title of a document dropped', "filename: title ?? 'document.pdf'", "filename: 'document.pdf'"],
    ['files of another provider sent', 'if (saidToOpenAi(encoding.ledger)) return', 'if (!saidToOpenAi(encoding.ledger)) return'],
    ['marks forgotten', 'ttl: breakpointLifetime(marker.ttl)', 'ttl: breakpointLifetime(null)'],
  ],
  'reasoning.ts': [
    ['blocks of a summary run together', "const between = '\\n\\n'", "const between = '\\n'"],
    [
      'altered reasoning sent back',
      'return pieces.join(between) === text ? pieces : null',
      'return pieces.join(between) === text ? pieces : pieces',
    ],
    [
      'no summary where one is wished for',
      "...(summarises ? { summary: 'auto' as const } : {})",
      "...(summarises ? {} : { summary: 'auto' as const })",
    ],
  ],
  'request.decode.ts': [
    ['top_p read from temperature', "topP: reader.number(top_p, '/top_p')", "topP: reader.number(temperature, '/top_p')"],
    ['the older user wins', 'return identifier || user || null', 'return user || identifier || null'],
    ['flex tier as the default', "flex: 'flex'", "flex: 'default'"],
    [
      'a request that warms the cache asks for an answer',
      'maxTokens: caching.prewarm ? 0 : limit',
      'maxTokens: caching.prewarm ? limit : limit',
    ],
  ],
  'request.encode.ts': [
    ['everything is stored', "store: ledger.take('store') === true", "store: ledger.take('store') !== false"],
    ['limits below the least are sent', 'return { max_output_tokens: leastLimit }', 'return { max_output_tokens: clamped }'],
    ['streams with padding', '(ledger.format === own ? null : false)', '(ledger.format === own ? null : true)'],
    ['stop sequences forgotten', 'ledger.format === own ? [] : request.stop', 'ledger.format === own ? request.stop : []'],
  ],
  'response.decode.ts': [
    [
      'texts as refusals',
      "return text === '' ? null : { kind: 'refusal', at, text }",
      "return text === '' ? null : { kind: 'text', at, text, cache: null }",
    ],
    ['functions as free-text tools', 'arguments: said, freeform: false', 'arguments: said, freeform: true'],
    ['the separator of a namespace', '`${space}__${tool}`', '`${space}_${tool}`'],
  ],
  'response.encode.ts': [
    ['a temperature nobody asked for', 'temperature: 1,', 'temperature: 0,'],
    ['a secret told back', "member !== 'authorization' && ", ''],
    ['the explanation of a refusal dropped', 'text: ended.refusal }', "text: '' }"],
    ['ids of calls that are not one', 'this.#callIds.has(unique); n++', '!this.#callIds.has(unique); n--'],
    ['everything is said to be kept', 'store: kept,', 'store: !kept,'],
  ],
  'sampling.ts': [
    ['the gate stands open', 'if (ledger.format !== own) return gatedSampling(', 'if (ledger.format === own) return gatedSampling('],
    ['a nucleus left out', '(topP === null ? {} : { top_p: topP })', '(topP === null ? {} : {})'],
  ],
  'schema.ts': [
    [
      'members taken from an object are kept',
      "export { without } from '../../vendors/openai/schema.ts'",
      'export const without = <T extends object>(object: T, ..._: readonly unknown[]): T => object',
    ],
  ],
  'stop.ts': [
    ['limit as the end', "max_output_tokens: 'maxTokens'", "max_output_tokens: 'end'"],
    ['a turn that is paused as cut', "pause: 'max_messages'", "pause: 'max_output_tokens'"],
    ['refusal and end swapped', "refused ? 'refusal' : 'end'", "refused ? 'end' : 'refusal'"],
    ['policies without a category', "bio_policy: 'bio'", 'bio_policy: null'],
    ['the model’s own refusal as incomplete', "reason === 'refusal' && refused ? null", "reason === 'refusal' && !refused ? null"],
  ],
  'storage.ts': [
    ['the conversation behind what goes on with it', '[...earlier, ...items]', '[...items, ...earlier]'],
    ['kept without what was answered', '[...itemsOf(input), ...itemsOf(output)]', '[...itemsOf(input)]'],
  ],
  'stream.decode.ts': [
    ['a cut stream ends well', "return this.fail(fault('upstream', 'upstream stream ended early'))", 'return this.#out'],
    ['the end untold', "this.#emit({ type: 'end' })", "this.#emit({ type: 'ping' })"],
    [
      'items that never streamed are left out',
      "reader.list(output, '/output').entries()",
      "reader.list(output, '/output').slice(0, 0).entries()",
    ],
  ],
  'stream.encode.ts': [
    ['one number for every event', 'response, sequence_number: this.#number++ })', 'response, sequence_number: this.#number })'],
    ['too many requests as an error of the provider', "rateLimit: 'rate_limit_exceeded'", "rateLimit: 'server_error'"],
    ['the last report of usage alone', 'mergeUsage(this.#usage, event.usage)', 'mergeUsage(unknownUsage, event.usage)'],
  ],
  'tokens.ts': [
    ['the whole request is counted', 'Object.hasOwn(core.InputTokenCountParams, member)', "member !== ''"],
    [
      'a count that clients do not know',
      "object: 'response.input_tokens', input_tokens: inputTokens",
      "object: 'input_tokens', input_tokens: inputTokens",
    ],
  ],
  'tools.decode.ts': [
    ['a forced call left to the model', "required: { kind: 'required' }", "required: { kind: 'auto' }"],
    ['allowed tools must be called', "{ auto: 'auto', required: 'required' }", "{ auto: 'required', required: 'required' }"],
    [
      'a container taken for the client’s shell',
      'environment !== null && !isLocal(environment)',
      'environment !== null && isLocal(environment)',
    ],
    ['definition of a grammar from its syntax', 'definition: reader.text(definition,', 'definition: reader.text(syntax,'],
  ],
  'tools.encode.ts': [
    [
      'tools are strict by default',
      'const enforced = strict === true && isStrictTool',
      'const enforced = strict !== false && isStrictTool',
    ],
    ['a free-text tool chosen as a function', "freeform.has(name) ? 'custom' : 'function'", "freeform.has(name) ? 'function' : 'custom'"],
    ['a grammar of the other kind', "'regex' ? 'regex' : 'lark'", "'regex' ? 'lark' : 'regex'"],
    ['allowed tools must be called', 'mode: choice.mode', "mode: 'required'"],
    ['names keep their namespace', 'tool.name.slice(`${tool.namespace}__`.length)', 'tool.name.slice(0)'],
  ],
  'turns.decode.ts': [
    ['every block is a turn', "if (last?.role === 'assistant') this.turns[", "if (last?.role === 'tool') this.turns["],
    ['developers as users of the system', "developer: 'developer' }", "developer: 'system' }"],
    ['instructions by the user', "role: 'system', name: null, shorthand: true", "role: 'user', name: null, shorthand: true"],
  ],
  'turns.encode.ts': [
    ['the same reasoning goes back twice', 'this.#given.has(item.id)', 'this.#given.has(part.at)'],
    ['reasoning goes back without what it led to', "if (type !== 'reasoning') led =", "if (type !== 'reasoning') led ||="],
    ['errors said twice', '/^error/i', '/^failure/i'],
    [
      'custom results as functions’',
      "this.#freeform.has(id) ? 'custom_tool_call_output'",
      "!this.#freeform.has(id) ? 'custom_tool_call_output'",
    ],
    ['later instructions move to the top', 'this.#input.length === 0 && this.#instructions === null', 'this.#instructions === null'],
    [
      'a message after the call it came before',
      "part.kind === 'thinking' || part.kind === 'toolCall') {\n        say()",
      "part.kind === 'thinking' || part.kind === 'toolCall') {",
    ],
  ],
  'usage.ts': [
    ['the total taken for the input', 'null : total - output', 'null : total'],
    [
      'reads and writes swapped',
      'cached_tokens: cacheRead ?? 0, cache_write_tokens: cacheWrite ?? 0',
      'cached_tokens: cacheWrite ?? 0, cache_write_tokens: cacheRead ?? 0',
    ],
    ['a total without the output', 'total_tokens: input_tokens + output_tokens', 'total_tokens: input_tokens'],
  ],
  'validation.ts': [['closed schemas taken for open ones', 'validationBy({ open, closed,', 'validationBy({ open: closed, closed: open,']],
  'growing-parts.ts': [
    [
      'a text that begins otherwise is taken',
      'if (!whole.startsWith(part.text)) return false',
      'if (!whole.startsWith(part.text)) return true',
    ],
    ['the rest of a text untold', 'whole.slice(part.text.length)', "''"],
  ],
  'streamed-items.ts': [
    ['refusals are not counted', "this.refused ||= kind === 'refusal'", "this.refused ||= kind === 'text'"],
    [
      'other spellings of the same arguments are a fault',
      'JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other))',
      'one === other',
    ],
    ['what did not stream of a thought is lost', 'whole.slice(said.length)', 'whole.slice(whole.length)'],
  ],
})
