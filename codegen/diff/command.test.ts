import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newer, older } from '../fixture.ts'
import { specsDiff, type DiffOptions } from './command.ts'

let root = ''
let lines: string[] = []
let faults: string[] = []
const options = (json = false): DiffOptions => ({ root, json, print: (line) => lines.push(line), printError: (line) => faults.push(line) })
const file = (name: string): string => join(root, name)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'diglot-diff-'))
  lines = []
  faults = []
  writeFileSync(file('new.json'), JSON.stringify(newer))
  writeFileSync(file('old.json'), JSON.stringify(older))
  writeFileSync(file('broken.json'), '{')
  writeFileSync(file('other.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('ends with 0 and one line for documents that are the same on the wire', () => {
  expect(specsDiff(file('new.json'), file('new.json'), options())).toBe(0)
  expect(lines).toEqual(['no difference on the wire'])
})

test('ends with 3, each change with its severity and places, and counts at the end', () => {
  expect(specsDiff(file('old.json'), file('new.json'), options())).toBe(3)
  expect(lines.slice(0, 4)).toEqual([
    'break   Message.name is gone',
    '        create request messages[].name',
    'decide  Message was one shape, is a union by role',
    '        create request messages[]',
  ])
  expect(lines.at(-1)).toMatch(/^2 changes \(1 break, 1 decide, 0 info\), out of create request \+\d+\/-\d+ facts$/)
})

test('gives the same as JSON', () => {
  expect(specsDiff(file('old.json'), file('new.json'), options(true))).toBe(3)
  expect(JSON.parse(lines.join(''))).toMatchObject({
    changes: [{ kind: 'field removed', name: 'name', severity: 'break' }, { kind: 'retagged' }],
  })
})

test('ends with 1 and one line for what is no document', () => {
  expect(specsDiff('nothing@v1', file('new.json'), options())).toBe(1)
  expect(specsDiff(file('broken.json'), file('new.json'), options())).toBe(1)
  expect(specsDiff(file('other.json'), file('new.json'), options())).toBe(1)
  expect(faults).toEqual([
    'specs diff: there is no document nothing@v1, neither as a file nor in specs/',
    `specs diff: ${file('broken.json')} is no JSON`,
    `specs diff: ${file('other.json')} is no OpenAPI document with paths and components.schemas`,
  ])
})
