import type { Request } from '../interlingua/request.ts'
import type { Context } from './context.ts'
import { createContext } from './default-context.ts'
import { plainMemo, type Asked, type Memo } from './format.ts'
import { defaultSettings, type Settings } from './settings.ts'

/** What the way back needs to know about the way out: what the client asked for, and what was changed for the upstream. */
export interface Exchange extends Asked {
  readonly memo: Memo
}

/** The exchange of an answer whose request is not known. */
export function blankExchange(settings: Settings = defaultSettings, context: Context = createContext()): Exchange {
  return { request: blankRequest, memo: plainMemo, settings, context }
}

/** A request that says nothing. */
const blankRequest: Request = {
  model: '',
  turns: [],
  tools: [],
  toolChoice: null,
  parallelTools: null,
  limits: { maxTokens: null },
  sampling: { temperature: null, topP: null, topK: null },
  stop: [],
  reasoning: null,
  output: null,
  stream: false,
  streamOptions: { includeUsage: null, includeObfuscation: null },
  user: null,
  serviceTier: null,
  cache: null,
  explicitCache: false,
  at: {},
}
