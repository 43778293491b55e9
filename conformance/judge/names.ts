/** The strings that `$bind` remembers in one run of a case. */
export class Names {
  readonly #strings = new Map<string, string>()

  /** Names that know the same, and whose later ones are not remembered here. */
  copy(): Names {
    const copy = new Names()
    for (const [name, value] of this.#strings) copy.bind(name, value)
    return copy
  }

  /** The string under a name; undefined where none was remembered yet. */
  get(name: string): string | undefined {
    return this.#strings.get(name)
  }

  /** Remembers a string under a name, and says what stands there: the first that was given. */
  bind(name: string, value: string): string {
    const known = this.#strings.get(name)
    if (known !== undefined) return known
    this.#strings.set(name, value)
    return value
  }
}
