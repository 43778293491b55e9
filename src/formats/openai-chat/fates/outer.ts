import type { Lossy } from '../../../translate/fate.ts'
import type { OuterShapes } from '../generated/shapes.ts'

/** Shapes reached only through hosted tools or a beta surface: Chat has none. */
export const outerFates = {} satisfies { readonly [N in keyof OuterShapes]: Lossy }
