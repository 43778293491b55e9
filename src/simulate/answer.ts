import type { Prompt } from './prompt.ts'
import { valueFor } from './schema.ts'
import { countTokens, firstTokens } from './tokens.ts'
import { type Call, callsFor } from './tools.ts'

/** What a simulated model answers, before a provider puts it into its own format. */
export interface Answer {
  readonly thought: string
  readonly text: string
  readonly calls: readonly Call[]
  readonly end: 'done' | 'calls' | 'limit' | 'stop'
  /** The stop sequence that ended the answer. */
  readonly stopSequence: string | null
  readonly thoughtTokens: number
  /** All output tokens, thinking included. */
  readonly outputTokens: number
}

/** Answers a prompt: the same answer for the same prompt, always within its limits. */
export function answer(prompt: Prompt): Answer {
  const planned = callsFor(prompt)
  const spoken = endAt(textFor(prompt, planned), prompt.stop)
  let left = prompt.limit
  const take = (text: string): string => {
    const taken = firstTokens(text, left)
    left -= countTokens(taken)
    return taken
  }

  const wantedThought = prompt.thinking > 0 ? firstTokens(thoughtFor(prompt, planned), prompt.thinking) : ''
  const thought = take(wantedThought)
  const text = take(spoken.text)
  let cut = thought !== wantedThought || text !== spoken.text
  const calls: Call[] = []
  for (const call of spoken.sequence === null ? planned : []) {
    if (cut || left <= countTokens(call.name)) {
      cut = true
      break
    }
    left -= countTokens(call.name)
    const args = take(call.arguments)
    cut = args !== call.arguments
    calls.push({ ...call, arguments: args, complete: !cut })
  }

  return {
    thought,
    text,
    calls,
    end: cut ? 'limit' : spoken.sequence !== null ? 'stop' : calls.length > 0 ? 'calls' : 'done',
    stopSequence: cut ? null : spoken.sequence,
    thoughtTokens: countTokens(thought),
    outputTokens: outputTokens(thought, text, calls),
  }
}

const outputTokens = (thought: string, text: string, calls: readonly Call[]): number =>
  countTokens(thought) + countTokens(text) + calls.reduce((total, call) => total + countTokens(call.name) + countTokens(call.arguments), 0)

function textFor(prompt: Prompt, calls: readonly Call[]): string {
  if (calls.length > 0) {
    const speaks = prompt.talkative && prompt.choice.mode === 'auto'
    return speaks ? `To answer "${prompt.question}" I call ${calls.map((call) => call.name).join(' and ')}.` : ''
  }
  if (prompt.schema !== null) return JSON.stringify(valueFor(prompt.schema, prompt.question))
  return [
    prompt.system === '' ? '' : `My instructions: "${prompt.system}".`,
    prompt.question === '' ? 'You said nothing.' : `You said: "${prompt.question}".`,
    prompt.attachments.length === 0 ? '' : `You showed me ${prompt.attachments.join(' ')}.`,
    ...prompt.results.map((result) => `The tool ${result.name} answered: "${result.text}".`),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

function thoughtFor(prompt: Prompt, calls: readonly Call[]): string {
  const plan =
    calls.length > 0
      ? `It can be looked up, so I call ${calls.map((call) => call.name).join(' and ')}.`
      : prompt.results.length > 0
        ? `The tools have answered (${prompt.results.map((result) => result.name).join(', ')}), so I can say it now.`
        : 'I need no tool for that, so I answer at once.'
  return `The user wants this from me: "${prompt.question}". ${plan}`
}

function endAt(text: string, sequences: readonly string[]): { text: string; sequence: string | null } {
  const found = sequences
    .filter((sequence) => sequence !== '')
    .map((sequence) => ({ sequence, at: text.indexOf(sequence) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]
  return found === undefined ? { text, sequence: null } : { text: text.slice(0, found.at), sequence: found.sequence }
}
