import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/gateway/config-load.ts'
import { createGateway, type Gateway } from '../src/gateway/server.ts'
import { readCases } from './cases.ts'
import { readKnownFailures, readTarget } from './checked-json.ts'
import type { Report } from './report/report.ts'
import { failures } from './report/totals.ts'
import { defaultOptions, runCases } from './runner.ts'
import { inProcessStage, ownConfig } from './stage-inprocess.ts'
import { urlStage } from './stage-url.ts'
import { fileURLToPath } from 'node:url'

const ours = (file: string): string => fileURLToPath(new URL(`targets/diglot/${file}`, import.meta.url))
const target = readTarget(ours('target.json'))
const known = readKnownFailures(ours('known-failing.json'))
const quick = { ...defaultOptions, cuts: 0 }

/** What is not as it should be, each in a line. */
const told = (report: Report): string[] =>
  failures(report).map(({ id, verdict, runs }) => `${id}: ${verdict} ${runs.flatMap(({ findings }) => findings)[0]?.message ?? ''}`)

describe('the suite', () => {
  it('passes in process, streams whole and byte by byte', async () => {
    const stage = await inProcessStage()
    try {
      const report = await runCases(readCases(), target, stage, { ...quick, known })
      expect(told(report)).toEqual([])
      expect(report.unmatchedGlobs).toEqual([])
      expect(report.leftOut).toEqual({})
    } finally {
      await stage.close()
    }
  })

  it('lists may cases alone as known to fail', () => {
    const listed = Object.keys(known).length === 0 ? [] : readCases(undefined, Object.keys(known))
    expect(listed.filter(({ level }) => level !== 'may').map(({ id }) => id)).toEqual([])
  })
})

describe('the suite by URL', () => {
  let stage: Awaited<ReturnType<typeof urlStage>>
  let gateway: Gateway

  beforeAll(async () => {
    // The provider listens before the gateway is there: its port is not known earlier.
    const provider = await urlStage('http://127.0.0.1:0', { host: '127.0.0.1', port: 0 })
    const config = loadConfig({ PROVIDER_URL: provider.listening }, ownConfig)
    gateway = createGateway({ ...config, port: 0, logLevel: 'silent' })
    stage = { ...provider, url: await gateway.listen() }
  })
  afterAll(async () => {
    await gateway.close()
    await stage.close()
  })

  it('comes to the same verdicts', async () => {
    const cases = readCases(undefined, ['*/{hello,truncation,sse-framing}'])
    expect(cases.length).toBeGreaterThan(20)
    expect(told(await runCases(cases, target, stage, quick))).toEqual([])
  })
})
