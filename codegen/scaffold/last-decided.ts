import { execFileSync } from 'node:child_process'

/** A file as the last commit of a checkout has it, where decisions and documents agree; undefined where there is none. */
export function lastCommitted(root: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return execFileSync('git', ['show', `HEAD:./${file}`], {
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
