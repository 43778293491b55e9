/**
 * Takes the one usage frame that a splice brought out of a client's Chat stream (§13-16): whole frames pass as they are, at once;
 * an unfinished one waits for its end.
 */
export class UsageFrameFilter {
  #rest: Buffer = Buffer.alloc(0)
  #removed = false

  /** The bytes to pass on. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#removed) return bytes
    const all = this.#rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([this.#rest, bytes])
    const text = all.toString('latin1')
    // Nearly every read: no frame in it can be the one.
    if (!noChoices.test(text) && !text.includes('\r')) {
      const whole = text.lastIndexOf('\n\n') + 2
      this.#rest = all.subarray(whole === 1 ? 0 : whole)
      return all.subarray(0, whole === 1 ? 0 : whole)
    }
    const kept: Buffer[] = []
    let start = 0
    for (const { index, 0: gap } of text.matchAll(blankLine)) {
      const end = index + gap.length
      // A CR at the very end may be half of a CRLF.
      if (end === text.length && gap.endsWith('\r')) break
      if (this.#removed || !isUsageFrame(text.slice(start, index))) kept.push(all.subarray(start, end))
      else this.#removed = true
      start = end
    }
    this.#rest = all.subarray(start)
    if (this.#removed) kept.push(this.end())
    return kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept)
  }

  /** What still waits, where the stream ends inside a frame. */
  end(): Buffer {
    const rest = this.#rest
    this.#rest = Buffer.alloc(0)
    return rest
  }
}

const blankLine = /(?:\r\n|\n|\r(?!\n)){2,}/g

const noChoices = /"choices"\s*:\s*\[\s*\]/

/** A chunk without choices that brings the counters. */
function isUsageFrame(frame: string): boolean {
  if (!noChoices.test(frame)) return false
  const data = frame.split(/\r\n|\n|\r/).flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []))
  try {
    const chunk: unknown = JSON.parse(Buffer.from(data.join('\n'), 'latin1').toString('utf8'))
    return typeof chunk === 'object' && chunk !== null && 'usage' in chunk && typeof chunk.usage === 'object' && chunk.usage !== null
  } catch {
    return false
  }
}
