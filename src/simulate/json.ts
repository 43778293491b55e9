/** A JSON object whose members have not been looked at yet. */
export interface JsonObject {
  readonly [member: string]: unknown
}

/** Whether a JSON value is an object (and neither null nor an array). */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value itself where it is an object, else an object without members. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {})

/** The items of an array; nothing for any other value. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The objects among the items of an array. */
export const objectsOf = (value: unknown): readonly JsonObject[] => itemsOf(value).filter(isObject)

/** The string itself; the empty string for any other value. */
export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The number itself, else undefined. */
export const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** Whether an optional member was really sent: neither absent nor null. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null
