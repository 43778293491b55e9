/**
 * Whether a glob means a case: `*` is anything within a folder's name, `**` anything at all, `{a,b}` either. A glob of the
 * folders above means every case below.
 */
export function globMatcher(glob: string): (id: string) => boolean {
  const pattern = glob
    .replace(/\/+$/, '')
    .replaceAll(/\*\*|[*?{},]|[^*?{},]+/g, (token) => tokens[token] ?? token.replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`))
  const expression = new RegExp(`^(?:${pattern})(?:/|$)`)
  return (id) => expression.test(id)
}

const tokens: { readonly [token: string]: string } = { '**': '.*', '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')', ',': '|' }
