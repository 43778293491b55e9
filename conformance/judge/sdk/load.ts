import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'

/** The official clients that are installed; null where one is missing. */
export interface Sdks {
  readonly messages: { readonly name: string; readonly version: string; readonly Client: typeof Anthropic } | null
  readonly chat: OpenaiClient | null
  /** The client of both OpenAI dialects, and one before it that is still in use and takes streams less strictly. */
  readonly responses: readonly ResponsesClient[]
  /** The version of each client by package name, null where it is not installed. */
  readonly versions: { readonly [name: string]: string | null }
}

interface OpenaiClient {
  readonly name: string
  readonly version: string
  readonly Client: typeof OpenAI
}

/** An official OpenAI client of some version that reads Responses. */
export interface ResponsesClient {
  readonly name: string
  readonly version: string
  readonly Client: new (options: ResponsesOptions) => ResponsesReader
}

interface ResponsesOptions {
  readonly apiKey: string
  readonly baseURL: string
  readonly maxRetries: number
  readonly logLevel: 'off'
  readonly fetch: () => Promise<Response>
}

interface ResponsesReader {
  readonly responses: {
    create(ask: Asking): PromiseLike<unknown>
    stream(ask: Asking): { finalResponse(): Promise<unknown> }
    readonly inputTokens: { count(ask: Asking): PromiseLike<unknown> }
  }
  readonly models: {
    list(): PromiseLike<{ readonly data: unknown }>
    retrieve(model: string): PromiseLike<unknown>
  }
}

interface Asking {
  readonly model: string
  readonly input: string
}

/** Loads the official clients. They are optional: the checks that need a missing one are left out. */
export async function loadSdks(): Promise<Sdks> {
  const messages = await optional(async () => {
    const [{ default: Client }, { VERSION }] = await Promise.all([import('@anthropic-ai/sdk'), import('@anthropic-ai/sdk/version')])
    return { name: '@anthropic-ai/sdk', version: VERSION, Client }
  })
  const chat = await optional(async () => {
    const [{ default: Client }, { VERSION }] = await Promise.all([import('openai'), import('openai/version')])
    return { name: 'openai', version: VERSION, Client }
  })
  const older = await optional(async () => {
    const [{ default: Client }, { VERSION }] = await Promise.all([import('openai-6'), import('openai-6/version')])
    return { name: 'openai', version: VERSION, Client }
  })
  const responses = [chat, older].filter((client) => client !== null)
  return { messages, chat, responses, versions: { '@anthropic-ai/sdk': messages?.version ?? null, openai: chat?.version ?? null } }
}

async function optional<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}
