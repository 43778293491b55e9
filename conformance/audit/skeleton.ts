import type { Case, Exchange, Http, Step } from '../case.ts'
import { isList, isObject, parsed } from '../judge/json.ts'
import { eventsOf } from '../judge/pieces/sse.ts'

/** What crosses the network in a case, as members, tags and the order of events, without values. */
export const skeletonOf = ({ exchanges }: Case): string => exchanges.flatMap(stepsOf).map(boneOf).join('\n')

const stepsOf = ({ client, provider, expect }: Exchange): readonly Step[] =>
  provider ? [client, provider.expect, provider.answer, expect] : [client, expect]

function boneOf(step: Step): string {
  return `${step.kind} ${around(step.http)} ${bodyOf(step)}`
}

/** The HTTP around a body; of headers their names alone. */
const around = ({ method = 'POST', path = '', status = 200, headers = {}, ending = 'end' }: Http): string =>
  [method, path.split('?')[0], status, Object.keys(headers).toSorted().join('+'), ending].join(' ')

function bodyOf(step: Step): string {
  switch (step.kind) {
    case 'client':
    case 'provider.expect':
      return bones(step.body)
    case 'provider':
      return wire(new TextDecoder().decode(step.bytes), step.stream)
    case 'client.expect':
      return wire(step.text, step.stream)
  }
}

function wire(text: string, stream: boolean): string {
  if (!stream) return bones(parsed(text))
  const events = eventsOf(text).map(({ name, data, text: raw }) => `${name ?? ''}:${data ? bones(data) : raw}`)
  // How text is cut makes no other case.
  return events.filter((event, index) => event !== events[index - 1]).join('\n')
}

function bones(value: unknown): string {
  if (isList(value)) return `[${value.map(bones).join(',')}]`
  if (!isObject(value)) return value === null ? 'null' : typeof value
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${name}:${tags.has(name) && typeof member === 'string' ? member : bones(member)}`).join(',')}}`
}

/** Members whose value says what their object is. */
const tags: ReadonlySet<string> = new Set(['type', 'role', 'object', 'stop_reason', 'finish_reason', 'status'])
