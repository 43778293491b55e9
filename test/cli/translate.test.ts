import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anthropicStream, openaiAnswer } from '../gateway/wire.ts'

const root = resolve(import.meta.dirname, '../..')
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diglot-translate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function diglot(args: readonly string[], input = '') {
  const command = ['--import', 'tsx', join(root, 'src/cli.ts'), 'translate', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const request = '{"model":"gpt-4o","max_tokens":9,"top_k":5,"messages":[{"role":"user","content":"Hi"}]}'
const topK = {
  path: '/top_k',
  format: 'anthropic-messages',
  fate: 'dropped',
  rule: 'REQ-A-11',
  level: 'warn',
  why: 'the host takes no top_k',
}

test('a request is printed translated, with its losses, readably', () => {
  const { status, stdout, stderr } = diglot(['--from', 'anthropic', '--to', 'openai-chat', file('a.json', request)])
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('\n  "value": {\n    "model": "gpt-4o",\n')
  expect(JSON.parse(stdout)).toEqual({
    value: { model: 'gpt-4o', max_completion_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] },
    headers: {},
    losses: [topK],
  })
})

test('a request from standard input that is refused says why, where, and by which rule, and exits with 1', () => {
  const { status, stdout, stderr } = diglot(['--from', 'messages', '--to', 'chat', '--strictness', 'strict', '-'], request)
  expect([status, stderr]).toEqual([1, 'refused: /top_k: the host takes no top_k (REQ-A-11, warn)\n'])
  expect(JSON.parse(stdout)).toEqual({
    refused: { kind: 'unsupportedParameter', message: 'the host takes no top_k', param: '/top_k' },
    losses: [topK],
  })
})

test('an answer is translated by --response, a stream by --stream to its events (LOSS-1)', () => {
  const answer = JSON.stringify({ ...openaiAnswer, system_fingerprint: 'fp_1' })
  const whole = diglot(['--from', 'chat', '--to', 'messages', '--response', file('answer.json', answer)])
  expect([whole.status, JSON.parse(whole.stdout)]).toMatchObject([
    0,
    {
      value: { type: 'message', content: [{ type: 'text', text: 'Hello there' }] },
      losses: expect.arrayContaining([expect.objectContaining({ path: '/system_fingerprint', rule: 'ENV-5' })]),
    },
  ])
  const streamed = diglot(['--from', 'messages', '--to', 'chat', '--stream', file('answer.sse', anthropicStream.join(''))])
  const { value } = JSON.parse(streamed.stdout)
  expect(value.slice(1).map((event: { data: unknown }) => event.data)).toMatchObject([
    { choices: [{ delta: { content: 'Hello' } }] },
    { choices: [{ delta: { content: ' thére' } }] },
    { choices: [{ delta: {}, finish_reason: 'stop' }] },
    '[DONE]',
  ])
})

test('a stream that breaks is printed as far as it came, and exits with 1 (SSE-7)', () => {
  const { status, stdout, stderr } = diglot(['--from', 'messages', '--to', 'chat', '--stream', '-'], anthropicStream.slice(0, 3).join(''))
  expect([status, stderr]).toEqual([1, 'refused: upstream stream ended early\n'])
  expect(JSON.parse(stdout).value.at(-1)).toMatchObject({
    data: { error: { message: 'upstream stream ended early', type: 'server_error' } },
  })
})

test.each([
  ['a file that is not there', ['--from', 'chat', '--to', 'messages', 'nowhere.json'], /^nowhere\.json: cannot be read: ENOENT/],
  ['text that is no JSON', ['--from', 'chat', '--to', 'messages', '-'], /^standard input: is not valid JSON: /],
  [
    'a format nobody knows',
    ['--from', 'chatt', '--to', 'messages', '-'],
    /^error: option '--from <format>' argument 'chatt' is invalid\. known formats are /,
  ],
  [
    'a strictness nobody knows',
    ['--from', 'chat', '--to', 'messages', '--strictness', 'soft', '-'],
    /Allowed choices are strict, default, lenient\./,
  ],
  [
    'both kinds of answer',
    ['--from', 'chat', '--to', 'messages', '--stream', '--response', '-'],
    /^error: option '--stream' cannot be used with option '--response'/,
  ],
  ['no format', ['--to', 'messages', '-'], /^error: required option '--from <format>' not specified/],
])('%s is one clear line and exit 1', (_, args, message) => {
  const { status, stdout, stderr } = diglot(args, '{"model":')
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(message)
})

test('a malformed document names every place that cannot be understood (GWE-1)', () => {
  const body = '{"model":"claude-x","temperature":"hot","messages":[{"role":"user","content":7}]}'
  const { status, stderr } = diglot(['--from', 'chat', '--to', 'messages', '-'], body)
  expect(status).toBe(1)
  expect(
    stderr
      .trim()
      .split('\n')
      .map((line) => line.split(': ').slice(0, 2).join(' ')),
  ).toEqual(['refused /messages/0/content', 'refused /temperature'])
})
