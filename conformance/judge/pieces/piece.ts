/** One thing that a stream says, neighbours of one block joined. */
export interface Piece {
  /** Pieces of one kind are compared; a piece of another kind is out of place. */
  readonly kind: string
  /** What happens, in words: `a tool_use block opens`. */
  readonly says: string
  /** Number of the event that it begins with, from 0. */
  readonly event: number
  /** RFC 6901 pointer of the value in the data of that event. */
  readonly base: string
  readonly value: unknown
}
