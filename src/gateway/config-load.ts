import { readFileSync } from 'node:fs'
import { defaultSettings, type Settings } from '../translate/settings.ts'
import { ConfigError, readConfigFile, type Environment, type Located } from './config-file.ts'
import type { Strictness } from '../translate/strictness.ts'
import type { ConfigFile, ProviderFile, ReasoningFile, RouteFile, SettingsFile, StoreFile, StrictnessFile } from './config-shape.ts'
import { defaultConfig, defaultLimits, defaultTimeouts, vendorProvider, vendorRoutes } from './config.ts'
import type { Api, Auth, Config, Limits, Provider, Route, Timeouts, ValidationConfig, Vendor } from './config.ts'
import type { Bounds } from './bounded.ts'
import { defaultContinuity } from './continuity.ts'
import { defaultItemStore } from './item-store.ts'
import { milliseconds, bytes } from './units.ts'

/** What the environment and, if given, a file say. Throws `ConfigError` where either is wrong. */
export function loadConfig(environment: Environment, file: string | null = null): Config {
  return file === null ? configOf({ value: {}, problem: () => '' }, environment) : configOf(read(file, environment), environment)
}

function read(file: string, environment: Environment): Located {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new ConfigError([`${file}: cannot be read`])
  }
  return readConfigFile(text, file, environment)
}

/** The configuration of a checked file; the environment fills in what the file does not say. */
export function configOf({ value, problem }: Located, environment: Environment): Config {
  const problems: string[] = []
  const named = providersOf(value, environment, (name, message) => problems.push(problem(`/providers/${name}`, message)))
  const inline = new Map<string, Provider>()
  const routes = (value.routes ?? []).map((route, index): Route => {
    const host = route.upstream.provider ?? route.upstream.host ?? ''
    if (/^https?:\/\//.test(host)) inline.set(host, inlineProvider(host, route.upstream.format ?? 'chat'))
    else if (!named.some(({ name }) => name === host))
      problems.push(problem(`/routes/${index}/upstream`, `no provider is called '${host}'`))
    return routeOf(route, host)
  })
  const key = set(environment['DIGLOT_API_KEY'])
  const port = portOf(environment, problems)
  const continuity = keptWithin(value.reasoning?.continuityCache ?? 'off', defaultContinuity)
  if (continuity && continuity.ttl < leastTtl)
    problems.push(problem('/reasoning/continuityCache/ttl', 'must be at least 1h: tool loops wait for people'))
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    host: value.host ?? set(environment['HOST']) ?? defaultConfig.host,
    port: value.port ?? port ?? defaultConfig.port,
    open: value.open ?? false,
    clientKeys: value.apiKeys ?? (key === null ? [] : [key]),
    secret: value.carrierSecret ?? set(environment['DIGLOT_SECRET']),
    providers: [...named, ...inline.values()],
    routes: [...routes, ...vendorRoutes],
    aliases: value.aliases ?? {},
    strictness: strictnessOf(value) ?? defaultConfig.strictness,
    mayLoosen: mayLoosen(value) ?? defaultConfig.mayLoosen,
    lossLevel: value.lossLevel ?? defaultConfig.lossLevel,
    settings: { ...defaultSettings, ...settingsOf(value), ...modelSwitch(value), ...buffered(value) },
    acceptCarry: value.acceptCarry ?? false,
    continuity,
    autoUpgrade: value.autoUpgrade ?? null,
    upgradeChatToResponses: value.upgradeChatToResponses ?? false,
    itemStore: keptWithin(value.itemStore ?? 'on', defaultItemStore),
    telemetry: { requestUsage: value.telemetry?.requestUsage ?? true },
    tokenCount: value.tokenCount ?? 'estimate',
    rateLimit: value.rateLimit ? { requests: value.rateLimit.requests, per: milliseconds(value.rateLimit.per) } : null,
    exposeUpstreamLimits: value.exposeUpstreamLimits ?? null,
    honourLongRetryAfter: value.honourLongRetryAfter ?? false,
    limits: limitsOf(value),
    timeouts: timeoutsOf(value),
    heedClientTimeout: value.heedClientTimeout ?? false,
    validation: validationOf(value),
    logLevel: value.logLevel ?? 'info',
  }
}

const vendors: readonly Vendor[] = ['openai', 'anthropic']

function providersOf(value: ConfigFile, environment: Environment, wrong: (name: string, message: string) => void): Provider[] {
  const written = value.providers ?? {}
  const others = Object.keys(written).filter((name) => !vendors.some((vendor) => vendor === name))
  return [
    ...vendors.map((vendor) => vendorOf(vendor, written[vendor] ?? {}, environment)),
    ...others.flatMap((name) => {
      const { baseUrl, apiKey = null, auth, cooperates, ...more } = written[name] ?? {}
      if (baseUrl === undefined) wrong(name, 'needs a baseUrl')
      const keyless: Auth = apiKey === null ? 'none' : 'own'
      return baseUrl === undefined
        ? []
        : [
            {
              name,
              baseUrl,
              apis: apisOf(more) ?? ['chat' as const],
              key: apiKey,
              keySource: source(apiKey),
              auth: auth ?? keyless,
              vendor: null,
              ...optional('cooperates', cooperates),
            },
          ]
    }),
  ]
}

function vendorOf(vendor: Vendor, written: ProviderFile, environment: Environment): Provider {
  const prefix = vendor.toUpperCase()
  const url = written.baseUrl ?? set(environment[`${prefix}_BASE_URL`])
  const held = set(environment[`${prefix}_API_KEY`])
  return vendorProvider(vendor, {
    ...(url === null ? {} : { baseUrl: url }),
    ...(written.apiKey === undefined
      ? { key: held, keySource: held === null ? null : `${prefix}_API_KEY` }
      : { key: written.apiKey, keySource: source(written.apiKey) }),
    ...(written.auth === undefined ? {} : { auth: written.auth }),
    ...optional('apis', apisOf(written)),
    ...optional('cooperates', written.cooperates),
  })
}

const source = (key: string | null): string | null => (key === null ? null : 'the configuration')

const apisOf = ({ format, formats }: ProviderFile): readonly Api[] | undefined => formats ?? (format && [format])

/** A host that a route names by its address alone. */
const inlineProvider = (baseUrl: string, api: Api): Provider => ({
  name: baseUrl,
  baseUrl,
  apis: [api],
  key: null,
  keySource: null,
  auth: 'none',
  vendor: null,
})

const routeOf = (route: RouteFile, provider: string): Route => ({
  match: route.match.model,
  provider,
  api: route.upstream.format ?? null,
  model: route.upstream.model ?? null,
  capabilities: route.capabilities ?? {},
  strictness: strictnessOf(route),
  mayLoosen: mayLoosen(route),
  settings: { ...settingsOf(route), ...modelSwitch(route) },
  auth: route.auth ?? null,
  ...optional('dialect', route.dialect),
  ...optional('autoUpgrade', route.autoUpgrade),
  ...optional('upgradeChatToResponses', route.upgradeChatToResponses),
})

const strictnessOf = ({ strictness = {} }: { readonly strictness?: StrictnessFile }): Strictness | null =>
  typeof strictness === 'string' ? strictness : (strictness.default ?? null)

/** A strictness without a word about it gives no leave; no strictness says nothing. */
function mayLoosen({ strictness }: { readonly strictness?: StrictnessFile }): boolean | null {
  if (strictness === undefined) return null
  return typeof strictness === 'object' && strictness.mayLoosen === true
}

function settingsOf(written: SettingsFile): Partial<Settings> {
  const { midSystem, autoCache, hostedTools } = written
  const plain = [
    'reasoningField',
    'toolArguments',
    'stopSequences',
    'acceptVendorExtensions',
    'historyServerTools',
    'allowPaidTierMapping',
    'echoRequestedModel',
    'maxTokens',
    'estimateInputTokens',
  ] as const
  return {
    ...Object.fromEntries(plain.filter((name) => written[name] !== undefined).map((name) => [name, written[name]])),
    ...(autoCache === undefined ? {} : { autoCache: typeof autoCache === 'object' ? { ...defaultAutoCache, ...autoCache } : null }),
    ...(hostedTools && {
      hostedTools: Object.fromEntries(
        Object.entries(hostedTools).flatMap(([name, policy]) => wireNames(name).map((wire) => [wire, policy])),
      ),
    }),
    ...(midSystem && { midSystem: { ...defaultSettings.midSystem, ...midSystem } }),
  }
}

/** The file spells hosted tools as it spells everything, `webSearch`; on the wire they are called `web_search` (TOOL-22). */
const wireNames = (name: string): readonly string[] =>
  name === 'mcp' ? ['mcp', 'mcp_toolset'] : [name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)]

const defaultAutoCache = { when: 'tools-or-history', ttl: '5m' } as const

const modelSwitch = ({ reasoning }: { readonly reasoning?: ReasoningFile }): Partial<Settings> =>
  reasoning?.onModelSwitch === undefined ? {} : { reasoningOnModelSwitch: reasoning.onModelSwitch }

/** Least time that reasoning is kept, in milliseconds (CAR-5). */
const leastTtl = 3_600_000

/** The limits of what is kept in memory, null where it is off. */
function keptWithin(written: StoreFile, usual: Bounds): Bounds | null {
  if (written === 'off' || written === false) return null
  if (typeof written !== 'object') return usual
  const { ttl, maxEntries, maxBytes } = { ...usual, ...written }
  return { ttl: milliseconds(ttl), maxEntries: Number(maxEntries), maxBytes: bytes(maxBytes) }
}

const buffered = ({ maxBuffered }: ConfigFile): Partial<Settings> => (maxBuffered === undefined ? {} : { maxBuffered: bytes(maxBuffered) })

/** Whoever debugs wants to see what is not valid (VAL-1). */
const validationOf = ({ validation, validationSample, logLevel }: ConfigFile): ValidationConfig => ({
  mode: validation ?? (logLevel === 'debug' ? 'report' : 'off'),
  sample: validationSample ?? defaultConfig.validation.sample,
})

function limitsOf({ limits = {} }: ConfigFile): Limits {
  const { body, answer, event, depth } = { ...defaultLimits, ...limits }
  return { body: bytes(body), answer: bytes(answer), event: bytes(event), depth: Number(depth) }
}

function timeoutsOf({ timeouts = {} }: ConfigFile): Timeouts {
  const { connect, head, stall, commit, keepAlive, usage, request, close } = { ...defaultTimeouts, ...timeouts }
  return {
    connect: milliseconds(connect),
    head: milliseconds(head),
    stall: milliseconds(stall),
    commit: milliseconds(commit),
    keepAlive: milliseconds(keepAlive),
    usage: milliseconds(usage),
    request: milliseconds(request),
    close: milliseconds(close),
  }
}

function portOf(environment: Environment, problems: string[]): number | null {
  const text = set(environment['PORT'])
  if (text === null) return null
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push(`the environment variable PORT is no port: ${text}`)
  return port
}

/** An empty variable is as good as none. */
const set = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value)

const optional = <K extends string, V>(name: K, value: V | undefined): { readonly [Name in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Name in K]?: V }
