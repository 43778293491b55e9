import type { Json } from '../scripted/json.ts'

/** What came over the network: `broken` is what asking or reading threw, null where the answer ended cleanly. */
export interface Captured {
  /** 0 where not even a status came. */
  readonly status: number
  readonly headers: Headers
  readonly pieces: readonly Uint8Array<ArrayBuffer>[]
  readonly broken: Error | null
}

/** Asks once over a socket and reads to the end, or to where the connection breaks. */
export async function capture(url: string, body: Json): Promise<Captured> {
  const headers = { 'content-type': 'application/json', 'anthropic-version': '2026-10-21' }
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let answer: Response | null = null
  try {
    answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    const reader = answer.body?.getReader()
    for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) pieces.push(step.value)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { status: answer?.status ?? 0, headers: answer?.headers ?? new Headers(), pieces, broken: error }
  }
  return { status: answer.status, headers: answer.headers, pieces, broken: null }
}

/** The text of what came. */
export const textOf = ({ pieces }: Captured): string => Buffer.concat(pieces).toString('utf8')

/** A `fetch` that gives the same again, piece by piece, and breaks where it broke. */
export const replay =
  ({ status, headers, pieces, broken }: Captured) =>
  async (): Promise<Response> => {
    if (status === 0) throw broken ?? new Error('nothing came')
    let next = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces[next++]
        if (piece) controller.enqueue(piece)
        else if (broken) controller.error(broken)
        else controller.close()
      },
    })
    return new Response(body, { status, headers })
  }
