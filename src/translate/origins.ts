import { members } from './pointer.ts'

/** Where the values of an encoded document came from: told by an encoder, asked where a provider refuses one of them (ERO-3). */
export class Origins {
  readonly #marks = new Map<object, Mark>()

  /** Says that `value` was made from what stands at the pointer `at`; `inner` says it of members. Of two words the first counts. */
  mark<T extends object>(value: T, at: string, inner: { readonly [member: string]: string } = {}): T {
    if (!this.#marks.has(value)) this.#marks.set(value, { at, inner })
    return value
  }

  /** Pointer into the source document of what stands at `pointer` in `document`, or of what holds it; null where that is unknown. */
  of(document: object, pointer: string): string | null {
    let value: unknown = document
    let found = this.#marks.get(document)?.at ?? null
    let inner = this.#marks.get(document)?.inner ?? {}
    for (const member of members(pointer)) {
      if (typeof value !== 'object' || value === null) break
      value = (value as { readonly [member: string]: unknown })[member]
      const mark = typeof value === 'object' && value !== null ? this.#marks.get(value) : undefined
      found = mark?.at ?? (Object.hasOwn(inner, member) ? inner[member] : null) ?? found
      inner = mark?.inner ?? {}
    }
    return found === '' ? null : found
  }
}

/** Where members of a document came from: `hubPaths` names what each was made of, `at` where that stood in the source (ERO-3). */
export const memberOrigins = (
  hubPaths: { readonly [member: string]: string },
  at: { readonly [hubPath: string]: string },
): { readonly [member: string]: string } =>
  Object.fromEntries(
    Object.entries(hubPaths).flatMap(([member, hubPath]) => {
      const pointer = at[hubPath]
      return pointer === undefined ? [] : [[member, pointer]]
    }),
  )

interface Mark {
  readonly at: string
  readonly inner: { readonly [member: string]: string }
}
