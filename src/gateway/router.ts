import type { Capabilities } from '../capabilities/capabilities.ts'
import { capabilitiesOf } from '../capabilities/match.ts'
import { fault, type Fault } from '../interlingua/fault.ts'
import type { Format } from '../translate/format.ts'
import type { Settings } from '../translate/settings.ts'
import type { Strictness } from '../translate/strictness.ts'
import type { Api, Auth, Config, Dialect, Provider, Route } from './config.ts'
import { RefusedOverChat } from './upgrade.ts'
import { glob } from './glob.ts'

/** Where a request goes, and all that is decided about it before its body is looked at. */
export interface Destination {
  readonly provider: Provider
  readonly format: Format
  /** The model's name at the provider. */
  readonly model: string
  /** The client spells the model in another way: an alias, a `provider::` prefix, a route that renames. */
  readonly renamed: boolean
  readonly capabilities: Capabilities
  /** False where the model has no record of its own (CAP-1). */
  readonly known: boolean
  readonly settings: Settings
  readonly strictness: Strictness
  /** A request may ask for less strictness. */
  readonly mayLoosen: boolean
  readonly auth: Auth
  /** Whether a body of another API at this one's path is understood (EP-5). */
  readonly dialect: Dialect
  /** Whether an upstream that refuses tools with reasoning over Chat is asked again over Responses (EPT-4); null: across formats alone. */
  readonly autoUpgrade: boolean | null
}

/** Finds the destination of a model name. */
export interface Router {
  /** The destination for a client that speaks `client`, or the fault to answer with (GWE-2). */
  resolve(name: string, client: Format): Destination | Fault
}

/** Routes by the configuration; `formats` are those that can be spoken. */
export function createRouter(config: Config, formats: readonly Format[], refused: RefusedOverChat = new RefusedOverChat()): Router {
  const providers = new Map(config.providers.map((provider) => [provider.name, provider]))
  const routes = config.routes.map((route) => ({ route, pattern: glob(route.match) }))
  const aliases = new Map(Object.entries(config.aliases))
  const spoken = (api: Api): Format | undefined => formats.find((format) => format.api === api)

  return {
    resolve(name, client) {
      const { provider: forced, model: asked } = split(aliases.get(name) ?? name, providers)
      const fits = ({ route, pattern }: (typeof routes)[number]): boolean =>
        pattern.test(asked) && (forced === null || route.provider === forced.name)
      const route: Route | undefined = routes.find(fits)?.route
      const provider = forced ?? providers.get(route?.provider ?? '')
      if (!provider) return fault('modelNotFound', `no route for the model '${name}'`, { param: '/model', code: 'model_not_found' })
      const model = route?.model ?? asked
      const { capabilities, known } = capabilitiesOf(provider.vendor ?? 'other', model, route?.capabilities)
      const upgrades = route?.upgradeChatToResponses ?? config.upgradeChatToResponses
      const autoUpgrade = route?.autoUpgrade ?? config.autoUpgrade
      const learnt = refused.has(provider.name, model) && (autoUpgrade ?? client.api !== 'chat')
      const own = upgrades && client.api === 'chat' ? capabilities.api : client.api
      const format = formatFor(learnt ? 'responses' : (route?.api ?? null), provider, capabilities, own, spoken)
      if (!format) return fault('modelNotFound', `no format that '${provider.name}' speaks is built in`, { param: '/model' })
      return {
        provider,
        format,
        model,
        renamed: model !== name,
        capabilities,
        known,
        settings: { ...config.settings, ...route?.settings },
        strictness: route?.strictness ?? config.strictness,
        mayLoosen: route?.mayLoosen ?? config.mayLoosen,
        auth: route?.auth ?? provider.auth,
        dialect: route?.dialect ?? 'own',
        autoUpgrade,
      }
    },
  }
}

/** `provider::model` forces a provider; a name with `::` that names none is a model like any other. */
function split(name: string, providers: ReadonlyMap<string, Provider>): { provider: Provider | null; model: string } {
  const at = name.indexOf('::')
  const provider = at === -1 ? undefined : providers.get(name.slice(0, at))
  return provider ? { provider, model: name.slice(at + 2) } : { provider: null, model: name }
}

/** The route's word, else the client's `own` format where the provider speaks it (EPT-3), else the model's, else the provider's first. */
function formatFor(
  route: Api | null,
  provider: Provider,
  capabilities: Capabilities,
  own: Api,
  spoken: (api: Api) => Format | undefined,
): Format | undefined {
  const wanted: readonly (Api | null)[] = [
    route,
    provider.apis.includes(own) ? own : null,
    provider.apis.includes(capabilities.api) ? capabilities.api : null,
    ...provider.apis,
  ]
  for (const api of wanted) {
    const format = api && spoken(api)
    if (format) return format
  }
  return undefined
}
