import { join } from 'node:path'
import { expect, it } from 'vitest'
import { folderOf } from './fixture.ts'
import { prefixOf, readRules } from './rules.ts'

const project = join(import.meta.dirname, '../..')
const rules = readRules(project)

it('the project lists 640 rules, 639 of the semantics and LEN-14 of its own, so many of each prefix', () => {
  const counts: Record<string, number> = {}
  for (const { id } of rules) counts[prefixOf(id)] = (counts[prefixOf(id)] ?? 0) + 1
  expect(rules).toHaveLength(640)
  expect(counts).toEqual({
    LOSS: 1,
    CAR: 11,
    URL: 6,
    EP: 5,
    HDR: 10,
    VER: 8,
    LEN: 14,
    VAL: 2,
    'REQ-A': 36,
    'REQ-C': 32,
    'REQ-R': 29,
    STO: 2,
    TOOL: 23,
    TCH: 9,
    TC: 5,
    ROL: 7,
    MSG: 9,
    CB: 20,
    CNT: 1,
    CP: 13,
    RI: 13,
    GRP: 1,
    TR: 13,
    RSN: 14,
    CAC: 9,
    ENV: 12,
    ID: 1,
    RSP: 15,
    'STOP-A': 9,
    'STOP-C': 6,
    'STOP-R': 9,
    USE: 8,
    SSE: 9,
    EMA: 10,
    EMC: 9,
    EMR: 10,
    EVT: 2,
    STR: 7,
    EVA: 21,
    EVC: 18,
    'STR-CA': 3,
    EVR: 18,
    EVX: 1,
    SER: 3,
    TEL: 1,
    BR: 3,
    ERS: 2,
    RID: 1,
    ERO: 18,
    ERA: 11,
    GWE: 11,
    RTF: 4,
    RTY: 3,
    RLH: 7,
    AUX: 4,
    CAP: 1,
    EPT: 4,
    SAM: 7,
    LIM: 5,
    'EFF-A': 9,
    'EFF-O': 6,
    'EFF-LAW': 1,
    'EFF-CACHE': 1,
    IRO: 1,
    SCH: 11,
    L: 34,
    LAW: 23,
    SEC: 8,
  })
})

it('every rule is said in one line of 120 characters at most', () => {
  expect(rules.filter(({ text }) => text.length > 120 || text.includes('\n') || text !== text.trim())).toEqual([])
})

it('an id has the prefix that its neighbours have', () => {
  expect(['REQ-A-32a', 'L06', 'STR-CA-7', 'EFF-LAW', 'LAW-1'].map(prefixOf)).toEqual(['REQ-A', 'L', 'STR-CA', 'EFF-LAW', 'LAW'])
})

const rule = { id: 'L06', text: 'media', directions: ['A→C'] }

it.each([
  { what: 'an object', content: {}, message: /not a list/ },
  { what: 'a rule without directions', content: [{ id: 'L06', text: 'media' }], message: /entry 0 is no rule/ },
  { what: 'a direction of an unknown format', content: [rule, { ...rule, directions: ['A→B'] }], message: /entry 1 is no rule/ },
  { what: 'a member nobody knows', content: [{ ...rule, note: 'b' }], message: /entry 0 is no rule/ },
  { what: 'a rule twice', content: [rule, rule], message: /L06 is listed twice/ },
])('refuses a list with $what', ({ content, message }) => {
  expect(() => readRules(folderOf({ 'docs/rules.json': content }))).toThrow(message)
})
