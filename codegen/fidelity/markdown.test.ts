import { expect, it } from 'vitest'
import { carried, dropped, folded, rejected, undecided } from '../../src/translate/fate.ts'
import { caseOf, fidelityWith } from './fixture.ts'
import { markdown } from './markdown.ts'

/** The rows of the tables whose first cell is this. */
const rowsOf = (text: string, member: string): string[] => text.split('\n').filter((line) => line.startsWith(`| \`${member}\``))

it('shows a fate with its level, its rule and its reason', () => {
  const fates = {
    'TextBlock.cache': dropped('CAC-1', 'no marker fits', 'debug'),
    'Body.effort': carried('EFF-1', 'nobody else has a < b | c', 'warn'),
    'Cache.ttl': folded('days', 'CAC-1'),
    'Body_options.depth': rejected('CAC-1', 'too deep', 'never'),
  }
  const text = markdown(fidelityWith(fates))
  expect(rowsOf(text, 'cache')).toEqual(['| `cache` | dropped; debug | CAC-1 | no marker fits | no case |  |  |'])
  expect(rowsOf(text, 'effort')).toEqual([
    '| `effort` | carried; warn elsewhere | EFF-1 (no such rule) | nobody else has a &lt; b \\| c | no case |  |  |',
  ])
  expect(rowsOf(text, 'ttl')).toEqual(['| `ttl` | folded into days | CAC-1 |  | no case |  |  |'])
  expect(rowsOf(text, 'depth')).toEqual(['| `depth` | rejected, even leniently | CAC-1 | too deep | no case |  |  |'])
})

it('names what is undecided on top, in the summary of its shape and in its row', () => {
  const text = markdown(fidelityWith({ 'Event.stop': undecided }))
  expect(text).toContain('\nUndecided: `Event: stop`.\n')
  expect(text).toContain('| portable core, variants | 9 of 10, 90 % | 9 | 0 |')
  expect(text).toContain('<summary><code>Event</code>: 3, 1 undecided, 3 without a case</summary>')
  expect(rowsOf(text, 'stop')).toEqual(['| `stop` | **undecided** |  |  | no case |  |  |'])
})

it('gives a member the case that cites its rule first, and the laws that draw it', () => {
  const cases = [
    caseOf('a/topic/small', ['EFF-1'], 'Body.model'),
    caseOf('b/topic/large', ['CAC-1'], 'Body.model', 'Body.messages', 'TextBlock.cache'),
  ]
  const fates = { 'Body.model': dropped('CAC-1', 'no names') }
  const text = markdown(fidelityWith(fates, cases, { 'Body.model': [4, 8] }))
  expect(rowsOf(text, 'model')).toEqual([
    '| `model` | dropped; warn | CAC-1 | no names | [b/topic/large](../conformance/cases/b/topic/large) +1 | 4 8 |  |',
  ])
  expect(rowsOf(text, 'messages')).toEqual(['| `messages` | mapped |  |  | [b/topic/large](../conformance/cases/b/topic/large) |  |  |'])
})

it('counts a share of a hundred only where all are there', () => {
  const text = markdown(fidelityWith({}, [caseOf('a/b/c', [], 'Cache.ttl = 5m', 'Cache.ttl = 1h')], { 'Body.effort = low': [8] }))
  expect(text).toContain('| portable core, values | 4 of 4, 100 % | 4 | 0 | 2, 50 % | 1, 25 % | 3, 75 % |')
  expect(text).toContain('Core members that neither a case nor a law exercises: `Body.effort`,')
  expect(text).toContain('`Body.effort = high`.')
  expect(text).not.toContain('`Body.effort = low`')
})

it('gives every shape outside the core one row with all it holds', () => {
  const text = markdown(fidelityWith({}, [caseOf('a/b/c', [], 'SearchBlock.type')]))
  expect(rowsOf(text, 'SearchBlock')).toEqual([
    '| `SearchBlock` | dropped; warn | TOOL-22 (no such rule) | the tool runs elsewhere | [a/b/c](../conformance/cases/a/b/c) | `found` `type` | `found` |',
  ])
})

it('names the case of the rule where no case holds the member', () => {
  const text = markdown(fidelityWith({ 'Cache.ttl': dropped('CAC-1', 'no times') }, [caseOf('a/b/c', ['CAC-1'], 'Body.model')]))
  expect(rowsOf(text, 'ttl')).toEqual([
    '| `ttl` | dropped; warn | CAC-1 | no times | no case; rule in [a/b/c](../conformance/cases/a/b/c) |  |  |',
  ])
})

it('lists the tables that take the place of a shape', () => {
  const text = markdown(fidelityWith({}))
  expect(text).toContain('### Beyond the specs (demo)')
  expect(text).toContain('| `extended` | `pace` | carried; warn elsewhere | ROL-7 | no names there |')
})

it('tells what the hub becomes in the format', () => {
  const text = markdown(fidelityWith({}, [caseOf('a/b/c', ['ROL-7'])], { 'Turn.name': [23] }))
  expect(text).toContain('2 members. Undecided: none. No law between two formats reaches: `Turn.role`.')
  expect(text).toContain('| `name` | carried; warn elsewhere | ROL-7 | no names there | [a/b/c](../conformance/cases/a/b/c) | 23 |')
})
