import type { Ledger } from '../../translate/ledger.ts'
import type { MessageCreateParams, MessageParam, TextBlockParam, ToolUnion } from './generated/shapes.ts'

/** Most cache markers of one request, the one for the request as a whole included (CAC-7, CAC-9). */
const most = 4

/** Keeps the last markers where there are too many: they cover the longest prefixes. */
export function limitMarkers(params: MessageCreateParams, ledger: Ledger): MessageCreateParams {
  const room = params.cache_control ? most - 1 : most
  let surplus = count(params) - room
  if (surplus <= 0) return params
  ledger.lose('', 'dropped', 'CAC-7', 'debug', `a request can have ${most} cache markers: the last ones are kept`)
  const strip = <T extends object>(block: T): T => {
    if (!hasMarker(block) || surplus <= 0) return block
    surplus--
    const bare = { ...block }
    Reflect.deleteProperty(bare, 'cache_control')
    return bare
  }
  const { tools, system } = params
  const kept = {
    ...(tools ? { tools: tools.map((tool): ToolUnion => strip(tool)) } : {}),
    ...(system === undefined ? {} : { system: typeof system === 'string' ? system : system.map((block): TextBlockParam => strip(block)) }),
  }
  return { ...params, ...kept, messages: params.messages.map((message) => stripMessage(message, strip)) }
}

function stripMessage(message: MessageParam, strip: <T extends object>(block: T) => T): MessageParam {
  if (typeof message.content === 'string' || message.content === undefined) return message
  return { ...message, content: message.content.map((block) => strip(block)) } as MessageParam
}

function count({ tools = [], system, messages }: MessageCreateParams): number {
  const blocks = messages.flatMap(({ content }) => (content === undefined || typeof content === 'string' ? [] : content))
  return [...tools, ...(typeof system === 'string' || system === undefined ? [] : system), ...blocks].filter(hasMarker).length
}

const hasMarker = (block: object): boolean => 'cache_control' in block
