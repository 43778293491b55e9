import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from './demo/stage.ts'

const folder = join(import.meta.dirname, 'typescript')

const lastLines: Readonly<Record<string, string>> = {
  'claude-over-responses.ts': 'My instructions: "You are a helpful assistant.". You said: "And 129?".',
  'claude-with-openai-sdk.ts': 'My instructions: "You are a helpful assistant.". You said: "Hello!".',
  'gpt-4o.ts': 'My instructions: "You are a helpful assistant.". You said: "Hello!".',
  'gpt-5.ts': 'You said: "And 129?".',
  'hello.ts': 'You said: "Hello from diglot!".',
  'streaming.ts': '(9 tokens)',
  'system.ts': 'My instructions: "You are a helpful assistant that speaks only in haiku.". You said: "Tell me about the ocean".',
  'thinking.ts': 'You said: "And 129?".',
  'tools.ts': 'You said: "What\'s the weather in Paris?". The tool get_weather answered: "18 °C and sunny, at {"location":"Paris"}".',
}

let stage: Stage

beforeAll(async () => {
  stage = await openStage(0)
})

afterAll(() => stage.close())

test.each(readdirSync(folder))('the example %s runs and says what it should', async (file) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join(folder, file)], {
    env: { ...process.env, DIGLOT_URL: stage.url, ANTHROPIC_API_KEY: 'any', OPENAI_API_KEY: 'any' },
  })
  expect(stdout.trim().split('\n').at(-1)).toBe(lastLines[file])
})
