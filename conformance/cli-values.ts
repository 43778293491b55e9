import { InvalidArgumentError } from 'commander'
import { dialects, features, type Direction, type Feature } from './case.ts'
import { forms, type Wanted } from './report/write.ts'
import type { Address } from './stage-url.ts'
import type { Way } from './target.ts'

/** Values of options as commander reads them, one after the other; each throws where the text is none. */
export const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export function feature(value: string, before: readonly Feature[] = []): readonly Feature[] {
  const found = features.find((known) => known === value)
  if (found === undefined) throw new InvalidArgumentError(`features are ${features.join(', ')}.`)
  return [...before, found]
}

export function direction(value: string, before: readonly Direction[] = []): readonly Direction[] {
  const all = allDirections()
  const found = all.find((known) => known === value)
  if (found === undefined) throw new InvalidArgumentError(`directions are ${all.join(', ')}.`)
  return [...before, found]
}

/** Every direction that there is. */
export const allDirections = (): Direction[] =>
  dialects.flatMap((client) => dialects.map((provider): Direction => `${client}-to-${provider}`))

/** `form` or `form=file`. */
export function wanted(value: string, before: readonly Wanted[] = []): readonly Wanted[] {
  const [, name = value, file = ''] = /^([^=]+)=?(.*)$/s.exec(value) ?? []
  const form = forms.find((known) => known === name)
  if (form === undefined) throw new InvalidArgumentError(`forms are ${forms.join(', ')}.`)
  return [...before, { form, file: file === '' ? null : file }]
}

export function number(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('it is a whole number.')
  return Number(value)
}

/** `host:port`, or a port of the loopback interface. */
export function address(value: string): Address {
  const [, host, port] = /^(?:(.+):)?(\d{1,5})$/.exec(value) ?? []
  if (port === undefined || Number(port) > 65_535) throw new InvalidArgumentError('it is HOST:PORT, or PORT on the loopback interface.')
  return { host: (host ?? '127.0.0.1').replaceAll(/[[\]]/g, ''), port: Number(port) }
}

/** `name: value`, as curl takes them. */
export function header(value: string, before: NonNullable<Way['headers']> = {}): NonNullable<Way['headers']> {
  const [, name, text] = /^([\w-]+):\s*(.*)$/s.exec(value) ?? []
  if (name === undefined || text === undefined) throw new InvalidArgumentError("it is 'name: value'.")
  return { ...before, [name.toLowerCase()]: text }
}

/** `model=name at the gateway`, or `model=name at the gateway=name at the provider`. */
export function model(value: string, before: NonNullable<Way['models']> = {}): NonNullable<Way['models']> {
  const [name, client, upstream] = value.split('=')
  if (name === undefined || client === undefined || client === '')
    throw new InvalidArgumentError('it is MODEL=NAME or MODEL=NAME=UPSTREAM.')
  return { ...before, [name]: { client, ...(upstream === undefined ? {} : { upstream }) } }
}
