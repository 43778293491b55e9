import { afterAll, beforeAll, expect, test } from 'vitest'
import { vendorRoutes } from '../../src/gateway/config.ts'
import { stage, type Stage } from '../scripted/gateway.ts'
import { capture, replay, textOf, type Captured } from './captured.ts'
import { crossing, lines, type Line } from './lines.ts'
import type { Read } from './readers.ts'
import { calls, spoken, thought } from './streams.ts'

const everyByte = process.env['DIGLOT_EVERY_BYTE'] === '1'

let gateway: Stage

beforeAll(async () => {
  gateway = await stage({ routes: [...crossing, ...vendorRoutes] })
})
afterAll(() => gateway.close())

test.each(lines)(
  'LAW-17, SSE-7: $name, cut by a clean end or a reset, is for every client whole or an error',
  { timeout: everyByte ? 3_600_000 : 60_000 },
  async (line) => {
    const bytes = Buffer.from(line.body)
    gateway[line.provider].always(({ json }) => {
      const [, at, ending] = /cut (\d+) (end|break)/.exec(JSON.stringify(json)) ?? []
      const said = { status: 200, headers: { 'content-type': line.type }, chunks: [bytes.subarray(0, Number(at))] }
      return { ...said, ending: ending === 'end' ? 'end' : 'break' }
    })
    const wrong: string[] = []
    const cuts = cutsOf(bytes, line)
    const readings = { whole: 0, error: 0, silent: 0 }
    await inTurns(6, cuts, async ({ at, ending }) => {
      const captured = await capture(gateway.origin + line.path, line.ask(`cut ${at} ${ending}`))
      const read = await readingsOf(line, captured)
      for (const { became } of read) readings[became] += 1
      const missing = at === bytes.length && ending === 'end' ? read.filter(({ became }) => became === 'error') : []
      const raised = missing.map(({ name }) => `${name} raised although nothing was cut`)
      const found = [...wireFaults(line, captured), ...read.flatMap(({ fault }) => fault ?? []), ...raised]
      wrong.push(...found.map((fault) => `cut at ${at} by ${ending}: ${fault}`))
    })
    gateway.reset()
    const { whole, error, silent } = readings
    if (everyByte)
      console.log(`${line.name}: ${bytes.length} bytes, ${cuts.length} cuts, ${whole} whole, ${error} errors, ${silent} silent`)
    expect([wrong, silent]).toEqual([[], 0])
  },
)

interface Cut {
  readonly at: number
  readonly ending: 'end' | 'break'
}

/** Every offset both ways, or a sample: clean ends around the end of every event, and both at every 97th byte. */
function cutsOf(bytes: Buffer, { type }: Line): Cut[] {
  // A document of no bytes that ends cleanly was not cut: it is empty, and passed on as such.
  const all = [...bytes.keys(), bytes.length].filter((at) => at > 0 || type === 'text/event-stream')
  const both = all.filter((at) => everyByte || at % 97 === 0)
  const ends = all.filter((at) => at === all[0] || at === bytes.length || (bytes[at - 1] === 0x0a && bytes[at - 2] === 0x0a))
  const around = new Set([...both, ...ends.flatMap((at) => [at - 1, at, at + 1])].filter((at) => all.includes(at)))
  return [...[...around].map((at): Cut => ({ at, ending: 'end' })), ...both.map((at): Cut => ({ at, ending: 'break' }))]
}

/** On the wire: in order, and never an end where there was none. */
function wireFaults({ order }: Line, captured: Captured): string[] {
  if (captured.status !== 200 || !captured.headers.get('content-type')?.startsWith('text/event-stream')) return []
  const { violation } = order(textOf(captured))
  return violation === null ? [] : [`out of order: ${violation}`]
}

/** What an answer became for a client: the whole of it, an error, or less than the whole without a word of it. */
interface Reading {
  readonly name: string
  readonly became: 'whole' | 'error' | 'silent'
  readonly fault: string | null
}

const readingsOf = (line: Line, captured: Captured): Promise<Reading[]> =>
  Promise.all(
    line.readers.map(async ({ name, read }): Promise<Reading> => {
      const got = await orError(read(replay(captured)))
      if (got === 'error') return { name, became: 'error', fault: null }
      if (isWhole(got, line)) return { name, became: 'whole', fault: null }
      return { name, became: 'silent', fault: `${name} took for all: ${JSON.stringify(got)}` }
    }),
  )

function isWhole({ thinking, outputTokens, ...said }: Read, { stop }: Line): boolean {
  const right = equal(said, { stop, text: spoken, calls: expected }) && ['', thought].includes(thinking)
  return right && [null, 0, 90].includes(outputTokens)
}

const expected = calls.map(({ id, name, json }) => ({ id, name, input: JSON.parse(json) as unknown }))

const equal = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)

const orError = (reading: Promise<Read>): Promise<Read | 'error'> => reading.catch((): 'error' => 'error')

/** Runs `step` for every item, `width` of them at a time. */
async function inTurns<T>(width: number, items: readonly T[], step: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await step(item)
    }),
  )
}
