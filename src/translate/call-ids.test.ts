import { describe, expect, it } from 'vitest'
import type { Part } from '../interlingua/part.ts'
import type { Role, Turn } from '../interlingua/turn.ts'
import { bindCalls, legalCallId } from './call-ids.ts'
import { Ledger } from './ledger.ts'

const hash = (): string => '0123456789abcdef'.repeat(4)
const turn = (role: Role, ...parts: Part[]): Turn => ({ at: '', role, name: null, shorthand: false, parts })
const call = (at: string, id: string): Part & { kind: 'toolCall' } => ({
  kind: 'toolCall',
  at,
  id,
  name: 'w',
  arguments: '',
  freeform: false,
  cache: null,
})
const result = (at: string, callId: string): Part & { kind: 'toolResult' } => ({
  kind: 'toolResult',
  at,
  callId,
  parts: [],
  isError: false,
  cache: null,
})
const ledger = (): Ledger => new Ledger('openai-chat', { rule: 'REQ-C-32', why: 'unknown', level: 'warn' })

describe('call ids', () => {
  it('keeps an id that every format takes and replaces any other by its hash (TR-3)', () => {
    expect(legalCallId('call_9-x', hash)).toBe('call_9-x')
    expect(legalCallId('call:9', hash)).toBe('call_aerukz4jvpg66ajdivtytk6n54')
  })

  it('tells repeated ids apart and binds each result to its own turn’s call (TR-4)', () => {
    const parts = [call('/a', 'call_0'), result('/b', 'call_0'), call('/c', 'call_0'), result('/d', 'call_0')] as const
    const ids = bindCalls(
      [turn('assistant', parts[0]), turn('tool', parts[1]), turn('assistant', parts[2]), turn('tool', parts[3])],
      hash,
      ledger(),
    )
    expect(parts.map((part) => ids.get(part))).toEqual(['call_0', 'call_0', 'call_0_2', 'call_0_2'])
  })

  it('numbers a repeated id within the 64 characters that an id may have (TR-4)', () => {
    const long = 'x'.repeat(64)
    const parts = [call('/a', long), call('/b', long), result('/c', long), result('/d', long)] as const
    const book = ledger()
    const ids = bindCalls([turn('assistant', parts[0], parts[1]), turn('tool', parts[2], parts[3])], hash, book)
    const second = `${'x'.repeat(62)}_2`
    expect(parts.map((part) => ids.get(part))).toEqual([long, second, long, second])
    expect(book.losses).toEqual([])
  })

  it('lets the assistant speak twice before its calls are answered (TR-1)', () => {
    const book = ledger()
    bindCalls([turn('assistant', call('/m/0', 'a')), turn('assistant'), turn('tool', result('/m/2', 'a'))], hash, book)
    expect(book.losses).toEqual([])
  })

  it('refuses a call without a result and a result without a call, with their paths (TR-1)', () => {
    const book = ledger()
    bindCalls([turn('assistant', call('/m/0', 'a')), turn('user'), turn('assistant'), turn('tool', result('/m/3', 'b'))], hash, book)
    expect(book.losses).toEqual([
      { path: '/m/0', format: 'openai-chat', fate: 'rejected', rule: 'TR-1', level: 'reject', why: "the tool call 'a' has no result" },
      {
        path: '/m/3',
        format: 'openai-chat',
        fate: 'rejected',
        rule: 'TR-1',
        level: 'reject',
        why: "the tool result names 'b', which is no open tool call",
      },
    ])
  })
})
