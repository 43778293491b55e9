import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { projectFolder, writeFiles } from '../fixture.ts'
import { committed } from './last-decided.ts'

it('reads a file as it was committed, and nothing where there is no such file or no commit', () => {
  const root = projectFolder({ 'a.txt': 'decided' })
  expect(committed(root, 'HEAD')('a.txt')).toBeUndefined()
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], { cwd: root })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'decided')
  writeFiles(root, { 'a.txt': 'shipped' })
  expect(committed(root, 'HEAD')('a.txt')).toBe('decided')
  expect(committed(root, 'HEAD')('b.txt')).toBeUndefined()
})
