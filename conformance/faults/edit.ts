import type { Fault, StreamEdit, Wire } from './fault.ts'

/** A change of one value; undefined takes the member or element out. */
export type ValueEdit = (value: unknown) => unknown

/** Takes a member or element out. */
export const gone: ValueEdit = () => undefined

/** Edits every value that a path reaches; `*` is every member or element, and what is not there stays so. */
export function at(path: string, edit: ValueEdit): (body: Wire) => Wire {
  return (body) => object(walk(body, path.split('/'), edit)) ?? {}
}

/** A fault of requests towards the provider, at a path. */
export const inRequests = (path: string, edit: ValueEdit): Fault['change'] => ({ of: 'request', edit: at(path, edit) })

/** A fault of unary answers towards the client, at a path. */
export const inAnswers = (path: string, edit: ValueEdit): Fault['change'] => ({ of: 'answer', edit: at(path, edit) })

/** A fault of every event of a stream, at a path; an event that becomes empty is not sent. */
export const inEvents = (path: string, edit: ValueEdit): Fault['change'] => ofStream(() => eachEvent(at(path, edit)))

/** A fault of streams that remembers what it has seen of one. */
export const ofStream = (start: () => StreamEdit): Fault['change'] => ({ of: 'stream', start })

/** Edits the JSON events and leaves `[DONE]` alone. */
export const eachEvent = (edit: (event: Wire) => Wire | null): StreamEdit => ({
  event: (data) => {
    const edited = typeof data === 'string' ? data : edit(data)
    return edited === null ? [] : [edited]
  },
})

/** An edit only of objects whose member has this value. */
export const where =
  (member: string, value: unknown, edit: ValueEdit): ValueEdit =>
  (found) =>
    object(found)?.[member] === value ? edit(found) : found

/** One value instead of another. */
export const swap =
  (from: unknown, to: unknown): ValueEdit =>
  (found) =>
    found === from ? to : found

export const object = (value: unknown): Wire | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : null

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function walk(value: unknown, [step, ...rest]: readonly string[], edit: ValueEdit): unknown {
  if (step === undefined) return edit(value)
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) => {
      const edited = step === '*' || step === String(index) ? walk(item, rest, edit) : item
      return edited === undefined ? [] : [edited]
    })
  const members = object(value)
  if (members === null) return value
  const edited = Object.entries(members).map(([member, inner]) => [
    member,
    step === '*' || step === member ? walk(inner, rest, edit) : inner,
  ])
  return Object.fromEntries(edited.filter(([, inner]) => inner !== undefined))
}
