import { expect, it } from 'vitest'
import { idReader } from './ids.ts'

const named = idReader(['STR-2', 'STR-2a', 'STR-CA-7', 'SAM-1', 'SAM-2', 'SAM-7', 'L06', 'EFF-LAW', 'EFF-A-9', 'REQ-A-32a'])

it('finds every whole id, once', () => {
  expect(named('STR-2a: a (REQ-A-32a), and EFF-LAW/EFF-A-9; once more EFF-LAW, L06.')).toEqual({
    known: ['STR-2a', 'REQ-A-32a', 'EFF-LAW', 'EFF-A-9', 'L06'],
    unknown: [],
  })
})

it('takes no part of an id for the id', () => {
  expect(named('STR-2a').known).toEqual(['STR-2a'])
  expect(named('STR-CA-7').known).toEqual(['STR-CA-7'])
  expect(named('XSTR-2 X-STR-2 STR-2-X STR-2_X str-2').known).toEqual([])
})

it('reads the ends of a range and nothing between them', () => {
  expect(named('SAM-1 to SAM-7').known).toEqual(['SAM-1', 'SAM-7'])
  expect(named('SAM-1–SAM-7').known).toEqual(['SAM-1', 'SAM-7'])
  expect(named('SAM-1/2').known).toEqual(['SAM-1'])
})

it('knows a word that has the form of an id and is none', () => {
  const words = ['STR-3', 'STR-2b', 'STR-02', 'STR-X-1', 'EFF-1', 'L35']
  expect(named(words.join(' '))).toEqual({ known: [], unknown: words })
})

it('takes other words with numbers for words', () => {
  expect(named('UTF-8 SHA-256 GPT-4 L2 STR EFF-LAWS gpt-4o')).toEqual({ known: [], unknown: [] })
})
