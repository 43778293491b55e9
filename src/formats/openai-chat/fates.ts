import type { Fate, Fates } from '../../translate/fate.ts'
import { contentFates } from './fates/content.ts'
import { enumFates } from './fates/enums.ts'
import { outerFates } from './fates/outer.ts'
import { requestFates } from './fates/request.ts'
import { responseFates } from './fates/response.ts'
import { streamFates } from './fates/stream.ts'
import { toolFates } from './fates/tools.ts'
import { unionFates } from './fates/unions.ts'
import type { CoreShapes, Enums, Unions } from './generated/shapes.ts'

export { hubFates } from './fates/hub.ts'

/** A decision for every field of every shape of the portable core. */
export const core = {
  ...requestFates,
  ...contentFates,
  ...toolFates,
  ...responseFates,
  ...streamFates,
} satisfies { readonly [N in keyof CoreShapes]: Fates<CoreShapes[N]> }

/** A decision for every other shape as a whole. */
export const outer = outerFates

/** A decision for every arm of every tagged union. */
export const unions = unionFates satisfies { readonly [N in keyof Unions]: { readonly [Tag in keyof Unions[N]]: Fate } }

/** A decision for every value of every closed enum. */
export const enums = enumFates satisfies { readonly [N in keyof Enums]: { readonly [Value in Enums[N]]: Fate } }
