/**
 * CPU time per unary request and per stream event, on both paths, as ratios to a raw byte pipe in the same run. Each target is
 * a process of its own; client and provider run here and are not counted. `npm run bench -- --rounds 5`.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Pool } from 'undici'
import { serveProvider } from './provider.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '2000' },
    streams: { type: 'string', default: '20' },
    deltas: { type: 'string', default: '2000' },
  },
})
const rounds = Number(values.rounds)
const requests = Number(values.requests)
const streams = Number(values.streams)
const deltas = Number(values.deltas)

interface Cell {
  readonly name: string
  readonly target: 'pipe' | 'gateway'
  readonly path: string
  readonly model: string
}

const cells: readonly Cell[] = [
  { name: 'tcp pipe, Chat', target: 'pipe', path: '/v1/chat/completions', model: 'gpt-4o' },
  { name: 'passthrough, Chat', target: 'gateway', path: '/v1/chat/completions', model: 'gpt-4o' },
  { name: 'passthrough, Messages', target: 'gateway', path: '/v1/messages', model: 'claude-sonnet-4-6' },
  { name: 'Messages client, Chat upstream', target: 'gateway', path: '/v1/messages', model: 'gpt-4o' },
  { name: 'Chat client, Messages upstream', target: 'gateway', path: '/v1/chat/completions', model: 'claude-sonnet-4-6' },
  { name: 'passthrough, Responses', target: 'gateway', path: '/v1/responses', model: 'gpt-5' },
  { name: 'Messages client, Responses upstream', target: 'gateway', path: '/v1/messages', model: 'gpt-5' },
  { name: 'Responses client, Messages upstream', target: 'gateway', path: '/v1/responses', model: 'claude-sonnet-4-6' },
]

const provider = await serveProvider(deltas)
const targets = { pipe: await start('pipe'), gateway: await start('gateway') }
const samples = cells.map(() => ({ unary: [] as number[], event: [] as number[] }))

// The first round warms up and is not counted.
for (let round = 0; round <= rounds; round++) {
  for (const [index, cell] of cells.entries()) {
    process.stderr.write(`\rround ${round} of ${rounds}: ${cell.name.padEnd(40)}`)
    const { child, port } = targets[cell.target]
    const pool = new Pool(`http://127.0.0.1:${port}`)
    const unary = await cost(child, () => load(pool, cell, requests, 16, false))
    const event = await cost(child, () => load(pool, cell, streams, 4, true))
    await pool.close()
    if (round > 0) {
      samples[index]?.unary.push(unary / requests)
      samples[index]?.event.push(event / (streams * deltas))
    }
  }
}
process.stderr.write('\r'.padEnd(70) + '\r')

const [floor] = samples
console.log(
  `${'median of'.padEnd(36)} ${'unary µs'.padStart(9)} ${'ratio'.padStart(6)} ${'event µs'.padStart(9)} ${'ratio'.padStart(6)}   (${rounds} rounds)`,
)
for (const [index, { unary, event }] of samples.entries()) {
  const columns = [
    [median(unary), median(floor?.unary ?? [])],
    [median(event), median(floor?.event ?? [])],
  ].map(([own = 0, base = 1]) => `${own.toFixed(2).padStart(9)} ${(own / base).toFixed(1).padStart(6)}`)
  console.log(`${(cells[index]?.name ?? '').padEnd(36)} ${columns.join(' ')}`)
}
for (const { child } of Object.values(targets)) child.kill()
provider.server.closeAllConnections()
provider.server.close()

async function start(kind: 'pipe' | 'gateway'): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(fileURLToPath(new URL('target.ts', import.meta.url)), [kind, provider.url], { execArgv: ['--import', 'tsx'] })
  const told = await message(child)
  return { child, port: 'port' in told ? Number(told.port) : 0 }
}

/** CPU microseconds that `child` spends while `work` runs. */
async function cost(child: ChildProcess, work: () => Promise<void>): Promise<number> {
  const before = await cpu(child)
  await work()
  return (await cpu(child)) - before
}

async function cpu(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const told = await message(child)
  return 'cpu' in told ? Number(told.cpu) : 0
}

function message(child: ChildProcess): Promise<object> {
  return new Promise((resolve) => child.once('message', (said) => resolve(typeof said === 'object' && said !== null ? said : {})))
}

/** Sends `count` requests, `parallel` at a time, and reads every answer to its end. */
async function load(pool: Pool, { path, model }: Cell, count: number, parallel: number, stream: boolean): Promise<void> {
  const body = JSON.stringify({
    model,
    ...(path === '/v1/responses'
      ? { max_output_tokens: 4096, input: 'Tell me about the fox.', store: false }
      : { max_tokens: 4096, messages: [{ role: 'user', content: 'Tell me about the fox.' }] }),
    ...(stream ? { stream: true } : {}),
  })
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body })
      let last = ''
      for await (const chunk of answer.body) last = String(chunk).slice(-200)
      const whole = stream ? /\[DONE\]|message_stop|\}\n\n$/.test(last) : last.endsWith('}')
      if (answer.statusCode !== 200 || !whole) throw new Error(`${path} ${model}: ${answer.statusCode} ${last}`)
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
