import type { Api, Provider } from './config.ts'

/** Whether a provider's base URL ends in the version, as the vendors' SDKs define it. */
const versionInBase: { readonly [A in Api]: boolean } = { messages: false, chat: true, responses: true }

/** The address of `path` (below `/v1`) at a provider. An Anthropic base URL that ends in `/v1` all the same is understood (EP-1). */
export function endpoint({ baseUrl }: Provider, api: Api, path: string, query = ''): URL {
  const url = new URL(baseUrl)
  const base = url.pathname.replace(/\/+$/, '')
  url.pathname = (versionInBase[api] ? base : `${base.replace(/\/v1$/, '')}/v1`) + path
  if (query.length > 1) url.search = url.search === '' ? query : `${url.search}&${query.slice(1)}`
  return url
}
