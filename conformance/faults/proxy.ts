import type { Dialect } from '../case.ts'
import type { Change, Fault } from './fault.ts'
import { FrameEditor } from './frames.ts'
import { open, type Opened } from './forward.ts'

/** A gateway with a fault: proxies before and behind one that has none. One exchange at a time. */
export interface FaultyGateway {
  /** Where clients call. */
  readonly origin: string
  /** Which fault strikes from now on; null for none. */
  strike(fault: Fault | null): void
  close(): Promise<void>
}

/** The half between the gateway and its provider: opened first, since the gateway must be told where it is. */
export interface Behind extends Opened {
  readonly exchange: CurrentExchange
}

/** What is known of the exchange that goes on now. */
interface CurrentExchange {
  fault: Fault | null
  client: Dialect
  /** Null until the gateway has asked the provider. */
  provider: Dialect | null
}

/** Opens the proxy between a gateway and the provider at this origin. */
export async function openBehind(provider: string): Promise<Behind> {
  const exchange: CurrentExchange = { fault: null, client: 'chat', provider: null }
  const opened = await open(provider, (url) => {
    exchange.provider = dialectOf(url)
    const change = striking(exchange)
    return {
      request: (body) => (change?.of === 'request' ? change.edit(body) : body),
      headers: (headers) => (change?.of === 'request headers' ? change.edit(headers) : headers),
    }
  })
  return { ...opened, exchange }
}

/** Opens the proxy between clients and the gateway at this origin. */
export async function openBefore(gateway: string, behind: Behind): Promise<FaultyGateway> {
  const { exchange } = behind
  const opened = await open(gateway, (url) => {
    exchange.client = dialectOf(url)
    exchange.provider = null
    return {
      answer: (body) => {
        const change = striking(exchange)
        return change?.of === 'answer' ? change.edit(body) : body
      },
      status: (status) => {
        const change = striking(exchange)
        return change?.of === 'status' ? change.edit(status) : status
      },
      stream: () => {
        const change = striking(exchange)
        return change?.of === 'stream' ? new FrameEditor(change.start()) : null
      },
    }
  })
  return {
    origin: opened.origin,
    strike: (fault) => (exchange.fault = fault),
    close: async () => {
      await Promise.all([opened.close(), behind.close()])
    },
  }
}

const striking = ({ fault, client, provider }: CurrentExchange): Change | null =>
  fault && fault.direction === `${client}-to-${provider ?? 'nobody'}` ? fault.change : null

function dialectOf(url: string): Dialect {
  if (/\/chat\/completions(\?|$)/.test(url)) return 'chat'
  return /\/responses(\/|\?|$)/.test(url) ? 'responses' : 'messages'
}
