import { faultsIn } from '../mutant.ts'

/** Faults of the Messages codec. */
export const anthropicMessages = faultsIn('src/formats/anthropic-messages', {
  'cache-markers.ts': [
    ['a marker too many', 'const most = 4', 'const most = 5'],
    ['lifetimes rounded down', "ttl: cache.ttl === '5m' ? '5m' : '1h'", "ttl: cache.ttl === '1h' ? '1h' : '5m'"],
    [
      'the shorter of two lifetimes',
      "const longer = lifetime(whole) === '5m' ? marker : whole",
      "const longer = lifetime(whole) === '5m' ? whole : marker",
    ],
  ],
  'citations.ts': [
    ['title of a page dropped', "title: reader.string(title, `${at}/title`) ?? ''", "title: reader.string(url, `${at}/title`) ?? ''"],
  ],
  'fault.ts': [
    ['rate limit as overload', "status: 429, type: 'rate_limit_error'", "status: 529, type: 'overloaded_error'"],
    ['overload of the provider as a fault of its own', "overloaded_error: 'overloaded'", "overloaded_error: 'internal'"],
    ['too large a request as an invalid one', "413: 'requestTooLarge'", "413: 'invalidRequest'"],
    ['quota as a rate limit', "quota: { status: 402, type: 'billing_error' }", "quota: { status: 429, type: 'rate_limit_error' }"],
    ['retry after milliseconds', 'String(retryAfter)', 'String(retryAfter * 1000)'],
    ['prompt too long not recognised', '/prompt is too long/i', '/prompt too long/i'],
  ],
  'headers.ts': [
    ['a newer version as the oldest', 'isKnown(version) ? version : newest', 'isKnown(version) ? version : oldest'],
    ['a header lost in silence', "['anthropic-user-profile-id', 'anthropic-workspace-id']", "['anthropic-user-profile-id']"],
  ],
  'models.ts': [
    ['last id is the first', 'models.at(-1)?.id', 'models.at(0)?.id'],
    ['months off by one', 'month < 10 ? month + 3', 'month < 10 ? month + 2'],
  ],
  'reasoning.ts': [
    ['shares of two efforts swapped', 'medium: 0.5, high: 0.8', 'medium: 0.8, high: 0.5'],
    ['budget as large as the limit', 'leastBudget), maxTokens - 1)', 'leastBudget), maxTokens)'],
    ['highest shares swapped', "share < 0.875 ? 'high' : 'xhigh'", "share < 0.875 ? 'xhigh' : 'high'"],
    ['effort beside a budget dropped', 'tokens: tokens ?? 0, effort, summary', 'tokens: tokens ?? 0, effort: null, summary'],
    ['summary and none swapped', "display: summary ? 'summarized' : 'omitted'", "display: summary ? 'omitted' : 'summarized'"],
    ['next higher effort instead of lower', 'rank(level) < rank(effort)', 'rank(level) > rank(effort)'],
  ],
  'request.decode.ts': [
    ['top_k read from top_p', "topK: reader.number(top_k, '/top_k')", "topK: reader.number(top_p, '/top_p')"],
    ['standard tier as auto', "standard_only: 'default'", "standard_only: 'auto'"],
    ['effort xhigh as high', "xhigh: 'xhigh', max: 'max' } as const", "xhigh: 'high', max: 'max' } as const"],
    ['a foreign payer is no matter', "level: other ? 'never' : 'debug'", "level: other ? 'warn' : 'debug'"],
    ['pointer of the limit', "'limits.maxTokens': '/max_tokens'", "'limits.maxTokens': '/max_output_tokens'"],
    ['stop sequences shifted in their pointers', '`/stop_sequences/${index}`', '`/stop_sequences/${index + 1}`'],
  ],
  'request.encode.ts': [
    ['clamped limit not sent', 'maxTokens: most, ours: false', 'maxTokens: asked, ours: false'],
    ['version of sampling swapped', "'2026-10-21' : '2023-06-01'", "'2023-06-01' : '2026-10-21'"],
    ['white stop sequences kept', "text.trim() !== ''", "text !== ''"],
    [
      'instruction about the form before the system text',
      "[...before, { type: 'text', text: instruction }]",
      "[{ type: 'text', text: instruction }, ...before]",
    ],
    ['standard tier as auto', "service_tier: 'standard_only' }", "service_tier: 'auto' }"],
    ['long answers do not stream', '!stream && asked > mostUnary', '!stream && asked > mostUnary * 2'],
  ],
  'response.decode.ts': [
    [
      'redacted thinking as plain',
      'seal: reader.text(data, `${at}/data`), redacted: true',
      'seal: reader.text(data, `${at}/data`), redacted: false',
    ],
    ['id of a call as its name', 'name: reader.text(name, `${at}/name`)', 'name: reader.text(id, `${at}/id`)'],
  ],
  'response.encode.ts': [
    ['signature dropped', "thinking: part.text, signature: part.seal ?? ''", "thinking: part.text, signature: ''"],
    ['arguments cut by the context window taken for broken', " || stop.reason === 'contextWindow'", ''],
    ['lists taken for arguments', 'value !== null && !Array.isArray(value) ?', 'value !== null ?'],
  ],
  'parts.decode.ts': [
    ['context of a document from its title', 'context: reader.string(context,', 'context: reader.string(title,'],
    ['failed results', 'reader.boolean(is_error, `${at}/is_error`) ?? false', 'reader.boolean(is_error, `${at}/is_error`) === false'],
    ['lifetimes of markers swapped', "{ '5m': '5m', '1h': '1h' }", "{ '5m': '1h', '1h': '5m' }"],
    [
      'file id of an image from its pointer',
      "kind: 'base64', mediaType: reader.text(media_type, `${at}/media_type`)",
      "kind: 'base64', mediaType: 'image/png'",
    ],
    ['citations of users carried in silence', "role === 'assistant' ? 'info' : 'warn'", "role === 'assistant' ? 'info' : 'debug'"],
  ],
  'parts.encode.ts': [
    ['failed results as good ones', '...(isError ? { is_error: true } : {})', '...(isError ? {} : {})'],
    ['names of tools not replaced', 'name: own ? tool : names.sent(tool)', 'name: own ? names.sent(tool) : tool'],
    ['context of a document dropped', '...(context === null ? {} : { context })', '...(context === null ? {} : {})'],
    ['redacted data dropped', "data: seal ?? ''", 'data: text'],
  ],
  'sampling.ts': [
    ['too high a temperature sent', 'Math.min(temperature, temperatureMax)', 'temperature'],
    ['nucleus at the border refused', 'topP >= 0.95', 'topP > 0.95'],
  ],
  'schema.ts': [
    ['objects left open', '{ ...schema, additionalProperties: false }', '{ ...schema, additionalProperties: true }'],
    ['one item at least is told', 'value > 1', 'value > 0'],
    ['required of one arm alone', 'required.push(...part', 'required.splice(0, 9, ...part'],
    ['escapes of pointers swapped', ".replaceAll('~1', '/').replaceAll('~0', '~')", ".replaceAll('~0', '/').replaceAll('~1', '~')"],
  ],
  'stop.ts': [
    ['limit as the end', "max_tokens: 'maxTokens'", "max_tokens: 'end'"],
    ['filter as the end', "contentFilter: 'refusal'", "contentFilter: 'end_turn'"],
    ['context window as the limit', "contextWindow: 'model_context_window_exceeded'", "contextWindow: 'max_tokens'"],
    ['pause as the end', "pause_turn: 'pause'", "pause_turn: 'end'"],
    ['calls do not count', "if (seen.calls) return { ...stop, reason: 'toolCalls'", "if (seen.calls) return { ...stop, reason: 'end'"],
    ['explanation of the upstream lost', 'stop.explanation ?? refused', 'refused ?? stop.explanation'],
  ],
  'stream.decode.ts': [
    ['index off by one', "this.#reader.number(wire, '/index') ?? 0", "(this.#reader.number(wire, '/index') ?? 0) + 1"],
    ['input of a call told again after its deltas', 'block.touched = true', 'block.touched = false'],
    ['early text of a block dropped', "early === '' ? [open]", "early !== '!' ? [open]"],
    ['thinking not redacted', "kind: 'thinking', redacted: part.redacted", "kind: 'thinking', redacted: false"],
    ['a cut stream ends in silence', "this.#over ? none : this.#break('upstream stream ended early')", 'none'],
    [
      'the first value stays where a later one counts',
      'else entries[earlier] = entry',
      'else entries[earlier] = entries[earlier] ?? entry',
    ],
  ],
  'stream.encode.ts': [
    [
      'signature sent twice',
      "if (block.seal !== null) this.#deltaOf(block, { type: 'signature_delta', signature: block.seal })",
      "for (const signature of block.seal === null ? [] : [block.seal, block.seal]) this.#deltaOf(block, { type: 'signature_delta', signature })",
    ],
    ['blocks counted from one', 'index: this.#next++', 'index: ++this.#next'],
    ['refusal keeps its last words', "this.#refusal = (this.#refusal ?? '') + text", 'this.#refusal = text'],
    ['free text not escaped', 'JSON.stringify(text).slice(1, -1)', 'text'],
    [
      'a call without arguments stays empty',
      "if (block.json.state === 'empty') {\n      this.#json(block, '{}')",
      "if (block.json.state === 'empty') {\n      this.#json(block, '')",
    ],
    ['arguments cut by the limit are a fault', "event.stop.reason === 'maxTokens' ||", "event.stop.reason === 'pause' ||"],
    ['a stream goes on after its error', 'this.#over = true\n    this.#out', 'this.#over = false\n    this.#out'],
  ],
  'tokens.ts': [['count off by one', 'input_tokens: inputTokens', 'input_tokens: inputTokens + 1']],
  'tools.decode.ts': [
    ['one call at a time read as many', '=== true ? false : null', '=== true ? true : null'],
    ['any tool as the choice of the model', "choice: { kind: 'required' }", "choice: { kind: 'auto' }"],
    ['tools of code alone taken for common ones', "level: direct ? 'debug' : 'reject'", "level: direct ? 'debug' : 'info'"],
    ['an editor that cannot undo', "[...editing, 'undo_edit']", 'editing'],
  ],
  'tools.encode.ts': [
    [
      'forced call left to the model',
      "case 'required':\n      return forced({ type: 'any'",
      "case 'required':\n      return forced({ type: 'auto'",
    ],
    ['one strict tool too many', 'const mostStrictTools = 20', 'const mostStrictTools = 21'],
    ['free text is optional', "required: ['input']", 'required: []'],
    [
      'calls of the history may be called again',
      "tools: called.map(uncallable), choice: { type: 'none' }",
      "tools: called.map(uncallable), choice: { type: 'auto' }",
    ],
    ['a tool that may be called is left out', 'choice.names.includes(tool.name)', '!choice.names.includes(tool.name)'],
  ],
  'validation.ts': [['closed schemas taken for open ones', 'validationBy({ open, closed,', 'validationBy({ open: closed, closed: open,']],
  'turns.decode.ts': [
    ['code that ended taken for waiting', 'if (!done.has(code)) ', 'if (done.has(code)) '],
    ['a string of instructions as a list', 'shorthand: true, parts:', 'shorthand: false, parts:'],
    ['later instructions point at the message', '`${here}/content`, here, reading', 'here, here, reading'],
  ],
  'turns.encode.ts': [
    ['results after the text', 'content: [...results, ...blocks]', 'content: [...blocks, ...results]'],
    ['adjacent messages stay apart', "last?.role === role && role !== 'system'", "last?.role === role && role === 'system'"],
    ['white space at the end of a prefill', 'last.text.trimEnd()', 'last.text.trimStart()'],
    ['redacted thinking is not thinking', " && first?.type !== 'redacted_thinking'", ''],
    ['a conversation may start with the assistant', "if (first?.role === 'user') return", "if (first && first.role !== 'system') return"],
  ],
  'usage.ts': [
    ['input copied instead of summed', 'uncached + (cacheWrite ?? 0) + (cacheRead ?? 0)', 'uncached'],
    ['input copied instead of subtracted', 'input: input - read - write', 'input'],
    ['the earlier report wins', 'output: later.output ?? earlier.output', 'output: earlier.output ?? later.output'],
    ['more written than there was input', 'Math.min(cacheWrite ?? 0, input - read)', 'Math.min(cacheWrite ?? 0, input)'],
    ['more thinking than output', 'Math.min(reasoning, output ?? reasoning)', 'reasoning'],
    ['priority served as standard', "priority: 'priority', batch", "priority: 'default', batch"],
    [
      'reads and writes swapped',
      'const { input, cacheRead, cacheWrite } = split(usage, own)',
      'const { input, cacheRead: cacheWrite, cacheWrite: cacheRead } = split(usage, own)',
    ],
  ],
})
