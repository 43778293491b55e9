import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'

/** The official clients that are installed; null where one is missing. */
export interface Sdks {
  readonly messages: { readonly name: string; readonly version: string; readonly Client: typeof Anthropic } | null
  readonly chat: { readonly name: string; readonly version: string; readonly Client: typeof OpenAI } | null
  /** The version of each client by package name, null where it is not installed. */
  readonly versions: { readonly [name: string]: string | null }
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
  return { messages, chat, versions: { '@anthropic-ai/sdk': messages?.version ?? null, openai: chat?.version ?? null } }
}

async function optional<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}
