import type { CacheMarker } from '../../interlingua/cache.ts'
import type { Request } from '../../interlingua/request.ts'
import type { Ledger } from '../../translate/ledger.ts'
import type { AutoCache } from '../../translate/settings.ts'
import type {
  CacheControlEphemeral,
  ContentBlockParam,
  MessageCreateParams,
  MessageParam,
  TextBlockParam,
  ToolUnion,
} from './generated/shapes.ts'

/** Most cache markers of one request, the one for the request as a whole included (CAC-7, CAC-9). */
const most = 4

/** A cache marker; lifetimes are rounded to what Anthropic has (CAC-3). */
export function encodeCache(cache: CacheMarker | null): { readonly cache_control?: CacheControlEphemeral } {
  if (!cache) return {}
  const marker: CacheControlEphemeral =
    cache.ttl === null ? { type: 'ephemeral' } : { type: 'ephemeral', ttl: cache.ttl === '5m' ? '5m' : '1h' }
  sources.set(marker, cache)
  return { cache_control: marker }
}

/** The marker of a request whose client is used to a provider that caches by itself, where the route wants one (CAC-8). */
export function automaticMarker({ tools, turns }: Request, wanted: AutoCache | null): CacheMarker | null {
  if (!wanted) return null
  const pays = tools.length > 0 || turns.some(({ role }) => role === 'assistant')
  return wanted.when === 'always' || pays ? { at: '', ttl: wanted.ttl } : null
}

/** What the markers were made of. */
const sources = new WeakMap<CacheControlEphemeral, CacheMarker>()

const placeOf = (marker: CacheControlEphemeral): string => sources.get(marker)?.at ?? ''

/** A request whose markers Anthropic takes: not too many, and one lifetime at its end (CAC-7, CAC-9). */
export function legalMarkers(params: MessageCreateParams, ledger: Ledger): MessageCreateParams {
  const legal = limited(agreeing(params, ledger), ledger)
  for (const marker of markersOf(legal)) {
    const { at, ttl } = sources.get(marker) ?? { at: '', ttl: null }
    if (ttl === '30m' || ttl === '12h') ledger.lose(at, 'folded', 'CAC-3', 'debug', `${ttl} becomes 1h`)
  }
  return legal
}

/**
 * The marker of the request as a whole stands at its last block: one of another lifetime there is refused, so both live as
 * long as the longer one (CAC-9).
 */
function agreeing(params: MessageCreateParams, ledger: Ledger): MessageCreateParams {
  const whole = params.cache_control
  const last = blocksOf(params.messages.at(-1)).at(-1)
  const marker = last && markerOf(last)
  if (!whole || !marker || lifetime(whole) === lifetime(marker)) return params
  const shorter = lifetime(whole) === '5m' ? whole : marker
  ledger.lose(placeOf(shorter), 'folded', 'CAC-9', 'debug', 'two markers of one place live equally long')
  const longer = lifetime(whole) === '5m' ? marker : whole
  return { ...rewritten(params, (block) => (block === last ? { ...block, cache_control: longer } : block)), cache_control: longer }
}

/** Keeps the last markers where there are too many: they cover the longest prefixes. */
function limited(params: MessageCreateParams, ledger: Ledger): MessageCreateParams {
  let surplus = markersOf(params).length - most
  if (surplus <= 0) return params
  return rewritten(params, (block) => {
    const marker = markerOf(block)
    if (!marker || surplus <= 0) return block
    surplus--
    ledger.lose(placeOf(marker), 'dropped', 'CAC-7', 'debug', `a request can have ${most} cache markers: the last ones are kept`)
    const bare = { ...block }
    Reflect.deleteProperty(bare, 'cache_control')
    return bare
  })
}

/** All markers of a request, the one for the request as a whole first. */
function markersOf(params: MessageCreateParams): readonly CacheControlEphemeral[] {
  const markers = params.cache_control ? [params.cache_control] : []
  rewritten(params, (block) => {
    const marker = markerOf(block)
    if (marker) markers.push(marker)
    return block
  })
  return markers
}

type Change = <B extends object>(block: B) => B

/** The request with every block that can be marked changed, in the order of the prompt. */
function rewritten(params: MessageCreateParams, change: Change): MessageCreateParams {
  const { tools, system } = params
  return {
    ...params,
    ...(tools ? { tools: tools.map((tool): ToolUnion => change(tool)) } : {}),
    ...(system === undefined ? {} : { system: typeof system === 'string' ? system : system.map((block): TextBlockParam => change(block)) }),
    messages: params.messages.map((message) => changedMessage(message, change)),
  }
}

function changedMessage(message: MessageParam, change: Change): MessageParam {
  if (typeof message.content === 'string' || message.content === undefined) return message
  return { ...message, content: message.content.map((block) => changedBlock(block, change)) } as MessageParam
}

function changedBlock<B extends ContentBlockParam | TextBlockParam>(block: B, change: Change): B {
  if (block.type !== 'tool_result' || typeof block.content === 'string' || !block.content) return change(block)
  return change({ ...block, content: block.content.map((inner) => change(inner)) })
}

const blocksOf = (message: MessageParam | undefined): readonly object[] =>
  message?.content === undefined || typeof message.content === 'string' ? [] : message.content

const markerOf = (block: object): CacheControlEphemeral | null =>
  'cache_control' in block && typeof block.cache_control === 'object' ? (block.cache_control as CacheControlEphemeral | null) : null

const lifetime = ({ ttl }: CacheControlEphemeral): '5m' | '1h' => (ttl === '1h' ? '1h' : '5m')
