import type { JsonObject } from '../interlingua/json.ts'

declare const expected: unique symbol

/**
 * A value off the wire that nobody has looked at: the spec promises `T`, the sender may have sent anything. Only a `Reader`
 * turns it into data. The phantom type keeps the promise in view, so that a retyped field is a compile error where it is read.
 */
export interface Unread<T> {
  readonly [expected]: T
}

/** Marks a parsed JSON value as not yet looked at. */
export const unread = <T>(value: unknown): Unread<T> => value as Unread<T>

/** Element type of the array members of a union. */
export type Element<T> = T extends readonly (infer E)[] ? E : never

/**
 * A wire object that an encoder wrote, as the JSON it is: generated interfaces name their members and so have no index
 * signature, though they hold nothing but JSON.
 */
export const written = <T extends object>(value: T): JsonObject => value as JsonObject
