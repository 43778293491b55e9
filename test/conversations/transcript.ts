import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { messagesOf } from './strict.ts'

/** What was said in a conversation and what crossed the gateway, for people to read. */
export class Transcript {
  readonly #title: string
  readonly #parts: string[] = []
  readonly #seen = new Map<string, string[]>()

  constructor(title: string) {
    this.#title = title
  }

  /** A request, as `who` sent it: of its messages those that are new. */
  sent(who: string, body: unknown): void {
    this.#request(`${who} sends`, body)
  }

  /** A request, as `who` got it: of its messages those that are new or no longer the same. */
  received(who: string, body: unknown): void {
    this.#request(`${who} receives`, body)
  }

  /** Anything else. */
  note(heading: string, value: unknown): void {
    this.#parts.push(`--- ${heading}\n${readable(value)}`)
  }

  /** Writes `TITLE.txt` into the directory that DIGLOT_TRANSCRIPTS names; nowhere where it names none. */
  write(): void {
    const directory = process.env['DIGLOT_TRANSCRIPTS']
    if (directory === undefined || directory === '') return
    mkdirSync(directory, { recursive: true })
    const file = `${this.#title.replaceAll(/[^\w.]+/g, '-')}.txt`
    writeFileSync(join(directory, file), `# ${this.#title}\n\n${this.#parts.join('\n')}`)
  }

  #request(heading: string, body: unknown): void {
    const messages = messagesOf(body)
    const before = this.#seen.get(heading) ?? []
    const now = messages.map((message) => JSON.stringify(message))
    this.#seen.set(heading, now)
    const changed = now.findIndex((message, index) => message !== before[index])
    const same = changed === -1 ? messages.length : changed
    const news = messages.slice(same)
    const first = before.length === 0 && typeof body === 'object' ? { ...body } : {}
    this.note(heading, { ...first, messages: [...(same > 0 ? [`… ${same} as before`] : []), ...news] })
  }
}

/** YAML with long strings of one word, such as pictures and signatures, cut short. */
const readable = (value: unknown): string =>
  stringify(
    JSON.parse(JSON.stringify(value ?? null), (_, member: unknown) =>
      typeof member === 'string'
        ? member.replaceAll(/[^\s"]{90,}/g, (word) => `${word.slice(0, 40)}… (${word.length} characters)`)
        : member,
    ),
    { lineWidth: 140 },
  )
