import { execFileSync } from 'node:child_process'

/** A file as a commit of the checkout has it, one in which all was decided; undefined where there is none. */
export function committed(root: string, commit: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return execFileSync('git', ['show', `${commit}:./${file}`], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    } catch {
      return undefined
    }
  }
}
