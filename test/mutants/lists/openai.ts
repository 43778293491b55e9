import { faultsIn } from '../mutant.ts'

/** Faults of what OpenAI's two codecs share. */
export const openai = faultsIn('src/vendors/openai', {
  'api.ts': [['the other API as another provider', "'openai-chat', 'openai-responses'", "'openai-chat'"]],
  'cache-markers.ts': [
    ['the first markers are kept', '.slice(0, -most)', '.slice(most)'],
    ['a marker of the assistant does not move', 'moving.push(...markers.map', 'moving.concat(...markers.map'],
    ['the shorter of two lifetimes', "breakpointLifetime(ttl) === '12h') ??", "breakpointLifetime(ttl) === '30m') ??"],
    ['lifetimes rounded down', "ttl === '1h' || ttl === '12h' ? '12h'", "ttl === '12h' ? '12h'"],
  ],
  'citations.ts': [['the last character of a cited text left out', '? end : start + page.end', '? end - 1 : start + page.end']],
  'client-tools.ts': [
    ['one command where there are several', "commands: strings('The commands to run.')", "commands: text('The commands to run.')"],
  ],
  'data-uri.ts': [
    ['data with its comma', 'url.slice(comma + 1)', 'url.slice(comma)'],
    ['pictures as documents', "startsWith('image/')", "startsWith('picture/')"],
  ],
  'effort.ts': [
    ['a third of the limit is medium', "if (share < 0.35) return supported('low'", "if (share < 0.35) return supported('medium'"],
    ['highest shares swapped', "share < 0.875 ? 'high' : 'xhigh'", "share < 0.875 ? 'xhigh' : 'high'"],
    [
      'least effort instead of minimal',
      "if (efforts.includes('minimal')) return 'minimal'",
      "if (efforts.includes('minimal')) return 'low'",
    ],
    ['adaptive thinking is medium', "reasoning.effort ?? 'high'", "reasoning.effort ?? 'medium'"],
    ['higher effort instead of lower', 'levels.indexOf(level) < levels.indexOf(effort)', 'levels.indexOf(level) > levels.indexOf(effort)'],
  ],
  'fault.ts': [
    ['overload with the status of Anthropic', 'overloaded: { status: 503', 'overloaded: { status: 529'],
    [
      'an empty account is tried again',
      "quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', final: true }",
      "quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' }",
    ],
    ['unavailable as a fault of the provider', "[503, 'overloaded']", "[503, 'internal']"],
    ['milliseconds as seconds', 'return milliseconds / 1000', 'return milliseconds'],
    ['delays rounded down', 'Math.ceil(seconds)', 'Math.floor(seconds)'],
    [
      'length of the context not recognised',
      "['context_length_exceeded', 'contextLength']",
      "['context_length_exceeded', 'invalidRequest']",
    ],
  ],
  'functions.ts': [
    ['no schema is strict enough', 'schema !== null && isStrictSchema(schema)', 'schema === null || isStrictSchema(schema)'],
  ],
  'headers.ts': [['a header lost in silence', "['openai-organization', 'openai-project']", "['openai-organization']"]],
  'hosted-tools.ts': [
    ['hosted tools are refused where they may be left out', 'forced || alone || grave', 'forced || !alone || grave'],
    ['lost limits of a search told as small', "limiting.has(member) ? 'warn'", "limiting.has(member) ? 'info'"],
    ['no access to the web asks for nothing', "value === (member === 'external_web_access')", 'value === false'],
  ],
  'limits.ts': [['limits beyond the model are sent', 'return maxOutput', 'return maxTokens']],
  'logprobs.ts': [['the likeliest tokens dropped', 'top_logprobs: likely', 'top_logprobs: likely.slice(1)']],
  'models.ts': [['owner of a model', 'owned_by: ownedBy', 'owned_by: id']],
  'sampling.ts': [
    ['a temperature of zero goes without saying', 'value === null || value === 1', 'value === null || value === 0'],
    ['too high a temperature sent', 'temperature: Math.min(hot, most)', 'temperature: hot'],
  ],
  'schema-format.ts': [['a schema that is not strict is promised', 'strict: kept', 'strict: promised']],
  'schema.ts': [
    ['one of two forbidden keywords', 'oneOf !== undefined || allOf !== undefined', 'oneOf !== undefined && allOf !== undefined'],
    ['open objects are strict', 'isObject && additionalProperties !== false', 'isObject && additionalProperties === true'],
  ],
  'service-tiers.ts': [['tiers without a name told', '(served as Tier) : null', '(served as Tier) : (served as Tier)']],
  'shared-members.ts': [['a retention that nobody takes', "ledger.take('promptCacheRetention')", 'undefined']],
  'tool-choice.ts': [['a choice among no tools', '!offersTools && ledger.format !== own', '!offersTools && ledger.format === own']],
  'user.ts': [
    [
      'names of the user swapped',
      "'user' ? { user: sent } : { safety_identifier: sent }",
      "'user' ? { safety_identifier: sent } : { user: sent }",
    ],
  ],
  'words.ts': [
    ['a block that stands alone is dropped', "level === 'warn' && unknownAlone", "level === 'debug' && unknownAlone"],
    ['texts of a document run together', "texts.join('\\n')", "texts.join('')"],
  ],
})
