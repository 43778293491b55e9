import type { Fault } from '../interlingua/fault.ts'
import { unfold } from '../interlingua/unfold.ts'
import { Ledger } from '../translate/ledger.ts'
import { writeFrame } from '../translate/sse.ts'
import type { Exchange } from './exchange.ts'
import { singleValues } from './headers.ts'
import { TappedStream } from './tapped-stream.ts'
import type { AnswerHeaders } from './upstream.ts'
import { parseExact } from '../translate/exact-json.ts'

/** How an answer that passed through is to be closed: as it is, by breaking the connection, or with an error event (SSE-7). */
export type Ending = 'complete' | 'broken' | { readonly append: string }

/** Reads a copy of an answer for telemetry; whatever it makes of it, the bytes go on. */
export interface AnswerTap {
  read(bytes: Uint8Array): void
  end(): Ending
  fail(fault: Fault): void
}

/** Taps a stream with its format's decoder. */
export function tapStream({ client, services, entry, id }: Exchange): AnswerTap {
  const ledger = new Ledger(client.name, client.unknownMembers.response)
  const stream = new TappedStream(client, ledger, services.context, services.config.limits.event, entry)
  return {
    read: (bytes) => void stream.push(bytes),
    end() {
      // Asked before the rest is taken for an event: nothing can be appended to half of one.
      const { atBoundary } = stream
      const events = stream.end()
      const last = events.at(-1)
      if (last?.type === 'fail') return atBoundary ? { append: writeFrame(client.stream.fault(last.fault, id)) } : 'broken'
      // Clients pass over an event that no blank line ended, and would end silently where it is the terminal one.
      if (atBoundary || events.every(({ type }) => type !== 'stop')) return 'complete'
      entry.tap.truncated = true
      entry.fault ??= 'upstream'
      return 'broken'
    },
    fail: (fault) => void stream.fail(fault),
  }
}

/** Taps an answer that is no stream, when it is whole. */
export function tapWhole({ client, services, entry }: Exchange, status: number, headers: AnswerHeaders): AnswerTap {
  const chunks: Uint8Array[] = []
  let size = 0
  return {
    read(bytes) {
      size += bytes.length
      if (size <= services.config.limits.answer) chunks.push(bytes)
      else chunks.length = 0
    },
    end() {
      const body = parseAnswer(Buffer.concat(chunks))
      if (status >= 400) entry.fault = client.fault.decode(status, singleValues(headers), body).kind
      else if (entry.route === client.path && body !== undefined) {
        entry.checks?.heard(body)
        const broken = client.response.fault?.(body) ?? null
        const ledger = new Ledger(client.name, client.unknownMembers.response)
        entry.tap.see(broken ? [{ type: 'fail', fault: broken }] : unfold(client.response.decode(body, ledger, services.context)))
      }
      return 'complete'
    },
    fail() {
      chunks.length = 0
    },
  }
}

/** A tap that may fail and never disturbs: what it throws is told once, and from then on it is silent. */
export function undisturbed(tap: AnswerTap, { services, id }: Exchange): AnswerTap {
  let broken = false
  const guarded = <T>(step: () => T, otherwise: T): T => {
    if (broken) return otherwise
    try {
      return step()
    } catch (error) {
      broken = true
      services.alarm(error, id)
      return otherwise
    }
  }
  return {
    read: (bytes) => guarded(() => tap.read(bytes), undefined),
    end: () => guarded(() => tap.end(), 'complete'),
    fail: (fault) => guarded(() => tap.fail(fault), undefined),
  }
}

/** An answer's JSON, its text where it is none; undefined where it is empty. */
export function parseAnswer(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')
  try {
    return parseExact(text)
  } catch {
    return text
  }
}
