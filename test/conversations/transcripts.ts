import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Runs the conversations, and writes what was said in them into a directory: each whole, and all of them briefly in `brief.md`. */
function main(directory: string): number {
  rmSync(directory, { recursive: true, force: true })
  const environment = { ...process.env, DIGLOT_TRANSCRIPTS: directory }
  const { status } = spawnSync('npx', ['vitest', 'run', 'test/conversations/'], { stdio: 'inherit', env: environment })
  const files = readdirSync(directory).filter((file) => file.endsWith('.brief.txt'))
  const text = [head, ...sections(files.map((file) => readFileSync(join(directory, file), 'utf8')))].join('\n')
  writeFileSync(join(directory, 'brief.md'), text)
  console.log(`${files.length} conversations, ${Buffer.byteLength(text)} bytes in ${join(directory, 'brief.md')}`)
  return status ?? 1
}

const head = `A line per message that crossed the gateway, or two where one became the other: \`→\` the client sends, \`⇒\` the provider
receives, \`⇐\` the provider says, \`←\` the client hears. "(3 as before)" are messages that are to the letter what they were in the
request before. Conversations that went alike stand once.
`

/** Conversations that went alike under one heading. */
function sections(texts: readonly string[]): string[] {
  const titles = new Map<string, string[]>()
  for (const text of texts) {
    const [title = '', ...lines] = text.trimEnd().split('\n')
    const body = lines.join('\n').trim()
    titles.set(body, [...(titles.get(body) ?? []), title.slice(2)])
  }
  return [...titles].map(([body, alike]) => `## ${alike.join(' · ')}\n\n\`\`\`\n${body}\n\`\`\`\n`)
}

process.exitCode = main(resolve(process.argv[2] ?? 'transcripts'))
