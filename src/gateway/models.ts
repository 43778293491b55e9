import { fault } from '../interlingua/fault.ts'
import type { Json } from '../interlingua/json.ts'
import type { Format, Model } from '../translate/format.ts'
import { parseAnswer } from './answer-tap.ts'
import type { Provider } from './config.ts'
import { endpoint } from './endpoint.ts'
import { answerFault } from './errors.ts'
import type { Exchange, Services } from './exchange.ts'
import { isPattern } from './glob.ts'
import { requestIdHeader } from './headers.ts'
import { credentialFor, presentKey, refuseClient, type Credential } from './keys.ts'
import { collect } from './upstream.ts'

/** The models that can be asked for by name: configured ones, then the upstreams' own lists (AUX-3). */
export interface Models {
  /** Answers `GET /models`, or `GET /models/{id}` where `id` is given. */
  answer(exchange: Exchange, id: string | null): Promise<void>
}

const fresh = 5 * 60_000

/** Keeps the upstreams' lists for five minutes; those read with a client's key are not kept. */
export function createModels(services: Services): Models {
  const kept = new Map<string, { readonly at: number; readonly models: readonly Model[] }>()

  async function listOf(provider: Provider, format: Format, credential: Credential): Promise<readonly Model[]> {
    const known = credential.whose === 'client' ? undefined : kept.get(provider.name)
    if (known && services.clock() - known.at < fresh) return known.models
    const models = await fetchModels(services, provider, format, credential).catch(() => [])
    if (credential.whose !== 'client' && models.length > 0) kept.set(provider.name, { at: services.clock(), models })
    return models
  }

  return {
    async answer(exchange, id) {
      const { client, entry, outlet } = exchange
      const stranger = refuseClient(services.config, exchange.headers)
      if (stranger) return answerFault(exchange, stranger)
      const lists = services.config.providers.map(async (provider) => {
        const credential = keyFor(exchange, provider)
        const format = provider.apis.map((api) => services.formats.find((known) => known.api === api)).find((known) => known)
        return credential && format ? listOf(provider, format, credential) : []
      })
      const models = new Map(configured(services).map((model) => [model.id, model]))
      for (const list of await Promise.all(lists)) for (const model of list) if (!models.has(model.id)) models.set(model.id, model)
      const found = id === null ? null : models.get(id)
      if (found === undefined) {
        return answerFault(exchange, fault('modelNotFound', `no model is called '${id ?? ''}'`, { code: 'model_not_found' }))
      }
      const text = JSON.stringify(found === null ? client.models.list([...models.values()]) : client.models.one(found))
      entry.status = 200
      outlet.head(200, { 'content-type': 'application/json', [requestIdHeader(client.api)]: exchange.id })
      outlet.end(text)
      exchange.finish()
    },
  }
}

/** Names in the configuration that are no patterns, and aliases. */
function configured({ config }: Services): Model[] {
  const named = config.routes.filter(({ match }) => !isPattern(match)).map(({ match, provider }) => modelOf(match, provider))
  return [...named, ...Object.keys(config.aliases).map((alias) => modelOf(alias, 'diglot'))]
}

const modelOf = (id: string, ownedBy: string): Model => ({ id, displayName: id, created: 0, ownedBy, maxInput: null, maxOutput: null })

/** The key with which this client may see a provider's list; null where there is none. */
function keyFor({ client, headers, services }: Exchange, provider: Provider): Credential | null {
  const { auth } = provider
  const credential = credentialFor({ provider, auth, format: client }, client.api, headers, services.config)
  return 'kind' in credential ? null : credential
}

async function fetchModels(
  { upstream, config }: Services,
  provider: Provider,
  format: Format,
  credential: Credential,
): Promise<readonly Model[]> {
  const version = format.api === 'messages' ? ['anthropic-version', '2023-06-01'] : []
  const headers = ['accept', 'application/json', 'accept-encoding', 'identity', ...version, ...presentKey(format.api, credential)]
  const query = format.api === 'messages' ? '?limit=1000' : ''
  const url = endpoint(provider, format.api, '/models', query)
  const { status, body } = await collect(upstream, { url, method: 'GET', headers, body: null }, config.limits.answer, modelsTimeout)
  return status === 200 ? format.models.decode(parseAnswer(body) as Json) : []
}

const modelsTimeout = 10_000
