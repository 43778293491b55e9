/** A JSON value, as parsed. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json }

/** The member at `path` of a JSON value; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, step) => {
    if (typeof found !== 'object' || found === null) return undefined
    return Object.entries(found).find(([member]) => member === String(step))?.[1]
  }, value)
}
