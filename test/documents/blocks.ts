import { readFileSync } from 'node:fs'

/** A fenced block of a Markdown file. */
export interface Block {
  readonly language: string
  /** What the fence says after the language: how to run the block. */
  readonly mode: string
  readonly code: string
  /** 1-based line of the fence. */
  readonly line: number
}

/** Every fenced block of a Markdown file, in order. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = []
  let open: { language: string; mode: string; line: number; lines: string[] } | null = null
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    const fence = /^\s*```(\S*)\s*(.*)$/.exec(text)
    if (open && fence) {
      blocks.push({ language: open.language, mode: open.mode, line: open.line, code: open.lines.join('\n') })
      open = null
    } else if (open) open.lines.push(text)
    else if (fence) open = { language: fence[1] ?? '', mode: fence[2] ?? '', line: index + 1, lines: [] }
  }
  return blocks
}
