import { expect, it } from 'vitest'
import { toolNames } from './tool-names.ts'

const hash = (): string => '0123456789abcdef'.repeat(4)

it('shortens and cleans names that providers refuse, and remembers the way back (TOOL-7)', () => {
  const names = toolNames(['get_weather', 'files/read', 'x'.repeat(70)], hash)
  expect(names.sent('get_weather')).toBe('get_weather')
  expect(names.sent('files/read')).toBe('files_read_01234567')
  expect(names.sent('x'.repeat(70))).toBe(`${'x'.repeat(55)}_01234567`)
  expect(names.changed.get('files_read_01234567')).toBe('files/read')
  expect(names.changed.has('get_weather')).toBe(false)
})
