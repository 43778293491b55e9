/** Compiles a model pattern: `*` any text, `?` one character, `[0-9]` a class, `{a,b}` alternatives; all else is literal. */
export function glob(pattern: string): RegExp {
  let depth = 0
  const source = pattern.replaceAll(/\[[^\]]+\]|[\s\S]/g, (token) => {
    if (token.length > 1) return `[${token.slice(1, -1).replaceAll(/[\\\]^]/g, String.raw`\$&`)}]`
    if (token === '*') return '.*'
    if (token === '?') return '.'
    if (token === '{') return (depth++, '(?:')
    if (token === '}' && depth > 0) return (depth--, ')')
    if (token === ',' && depth > 0) return '|'
    return token.replace(/[\\^$.|+()[\]{}/]/, String.raw`\$&`)
  })
  return new RegExp(`^${source}${')'.repeat(depth)}$`, 's')
}

/** True for patterns that stand for more than one name. */
export const isPattern = (pattern: string): boolean => /[*?[{]/.test(pattern)
