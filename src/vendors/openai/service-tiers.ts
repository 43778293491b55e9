/** The tier that served a request by one of the names of an API, null where it has another (USE-6). */
export const servedTier = <Tier extends string>(served: string | null, names: { readonly [T in Tier]: unknown }): Tier | null =>
  served !== null && Object.hasOwn(names, served) ? (served as Tier) : null
