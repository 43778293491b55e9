import { at } from '../scripted/json.ts'

/** The value at an RFC 6901 pointer; undefined where there is none. */
export const pointed = (value: unknown, pointer: string): unknown =>
  at(
    value,
    ...pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')),
  )
