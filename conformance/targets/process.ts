import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Command } from './launch.ts'

/** Runs a command to its end. Resolves with its output; rejects with the end of its errors where it fails. */
export async function run([program, ...args]: Command, cwd: string): Promise<string> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let errors = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
  const code = await ended(child)
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed (${String(code)}):\n${errors.slice(-2000)}`)
  return out
}

/** A program that runs until it is stopped; its output goes to a file. */
export interface Started {
  /** Resolves once the URL answers with a status below 500; rejects where the program ends or the time (ms) is over. */
  up(url: string, patience: number): Promise<void>
  stop(): Promise<void>
}

/** Starts a program in a process group of its own, so that what it starts ends with it. */
export function start([program, ...args]: Command, cwd: string, env: NodeJS.ProcessEnv, log: string): Started {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const file = createWriteStream(log)
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  const end = ended(child)
  return {
    up: (url, patience) =>
      Promise.race([
        answers(url, patience),
        end.then((code) => {
          throw new Error(`${program} ended (${String(code)}) before it answered; see ${log}`)
        }),
      ]),
    stop: async () => {
      signal(child, 'SIGTERM')
      const late = setTimeout(() => signal(child, 'SIGKILL'), 5000)
      await end.catch(() => undefined)
      clearTimeout(late)
      file.end()
    },
  }
}

/** A port of the loopback interface that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })

function signal({ pid, exitCode }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null) return
  try {
    process.kill(-pid, name)
  } catch {
    // It has ended in between.
  }
}

async function answers(url: string, patience: number): Promise<void> {
  const until = Date.now() + patience
  while (Date.now() < until) {
    const response = await fetch(url).catch(() => null)
    await response?.body?.cancel()
    if (response !== null && response.status < 500) return
    await wait(250)
  }
  throw new Error(`${url} did not answer within ${patience} ms`)
}
