import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { at } from '../scripted/json.ts'
import { briefly, type Deed, type Entry } from './brief.ts'
import { messagesOf } from './strict.ts'

/**
 * What was said in a conversation and what crossed the gateway, for people to read: in the directory that DIGLOT_TRANSCRIPTS
 * names, once whole in `TITLE.txt` and once a line per message in `TITLE.brief.txt`. Nowhere where there is no such directory,
 * or no title.
 */
export class Transcript {
  readonly #entries: Entry[] = []
  readonly #seen = new Map<string, string[]>()

  constructor(title: string | null = null) {
    const directory = process.env['DIGLOT_TRANSCRIPTS'] ?? ''
    if (title !== null && directory !== '') onTestFinished(() => this.#write(directory, title))
  }

  /** A request, as `who` sent it: of its messages those that are new. */
  sent(who: string, body: unknown): void {
    this.#request(who, 'sends', body)
  }

  /** A request, as `who` got it: of its messages those that are new or no longer the same. */
  received(who: string, body: unknown): void {
    this.#request(who, 'receives', body)
  }

  /** Anything else. */
  note(who: string, does: Deed, what: unknown): void {
    this.#entries.push({ who, does, what, same: 0 })
  }

  #request(who: string, does: Deed, body: unknown): void {
    const messages = messagesOf(body)
    const before = this.#seen.get(who)
    const now = messages.map((message) => JSON.stringify(message))
    this.#seen.set(who, now)
    const changed = now.findIndex((message, index) => message !== before?.[index])
    const same = changed === -1 ? messages.length : changed
    const history = at(body, 'input') === undefined ? 'messages' : 'input'
    const previous = at(body, 'previous_response_id')
    const first = before === undefined && typeof body === 'object' ? { ...body } : {}
    const goesOn = previous === undefined ? {} : { previous_response_id: previous }
    const what = { ...first, ...goesOn, [history]: messages.slice(same) }
    this.#entries.push({ who, does, what, same })
  }

  #write(directory: string, title: string): void {
    mkdirSync(directory, { recursive: true })
    const file = join(directory, title.replaceAll(/[^\w.]+/g, '-'))
    const parts = this.#entries.map(
      ({ who, does, what, same }) => `--- ${who} ${does}${same > 0 ? `, ${same} as before` : ''}\n${readable(what)}`,
    )
    writeFileSync(`${file}.txt`, `# ${title}\n\n${parts.join('\n')}`)
    writeFileSync(`${file}.brief.txt`, `# ${title}\n\n${briefly(this.#entries).join('\n')}\n`)
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
