/** RFC 6901 pointer of `member` below `at`. Member names that are the project's own need no escaping: join those by `${at}/x`. */
export const below = (at: string, member: string | number): string =>
  typeof member === 'number' ? `${at}/${member}` : `${at}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The pointer's members, unescaped. */
export const members = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The pointer that a provider's spelling of a path stands for: `messages[1].content`, `messages.1.content`. */
export const undotted = (path: string): string =>
  path
    .split(/[.[\]]+/)
    .filter((member) => member !== '')
    .reduce(below, '')

/** The providers' spelling of a path: `messages.1.content.0`. */
export const dotted = (pointer: string): string => members(pointer).join('.')
