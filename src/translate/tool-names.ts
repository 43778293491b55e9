/** How the tools of a request are called by the client and on the wire, both ways. */
export interface ToolNames {
  /** As sent, by the client's name; a name that is not in the request's tools is made legal the same way. */
  sent(name: string): string
  /** As the client knows them, by name as sent: those alone that were changed. */
  readonly changed: ReadonlyMap<string, string>
}

/**
 * Names every provider takes (TOOL-7): a name that is too long or has other characters becomes a slug and eight digits of
 * its hash, so that the same name always gives the same replacement.
 */
export function toolNames(names: Iterable<string>, hash: (text: string) => string): ToolNames {
  const changed = new Map<string, string>()
  const sent = (name: string): string => {
    if (legal.test(name)) return name
    const replacement = `${name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 55)}_${hash(name).slice(0, 8)}`
    changed.set(replacement, name)
    return replacement
  }
  for (const name of names) sent(name)
  return { sent, changed }
}

const legal = /^[a-zA-Z0-9_-]{1,64}$/
