import type { Fate, Fates } from '../../translate/fate.ts'
import { contentShapes } from './fates/content.ts'
import { enums as enumFates } from './fates/enums.ts'
import { hub as hubFates } from './fates/hub.ts'
import { outer as outerFates } from './fates/outer.ts'
import { requestShapes } from './fates/request.ts'
import { responseShapes } from './fates/response.ts'
import { streamShapes } from './fates/stream.ts'
import { toolShapes } from './fates/tools.ts'
import { unions as unionFates } from './fates/unions.ts'
import type { CoreShapes, Enums, Unions } from './generated/shapes.ts'

/** A decision for every field of every shape of the portable core. */
export const shapes = {
  ...requestShapes,
  ...contentShapes,
  ...toolShapes,
  ...responseShapes,
  ...streamShapes,
} satisfies { readonly [N in keyof CoreShapes]: Fates<CoreShapes[N]> }

/** A decision for every other shape as a whole. */
export const outer = outerFates

/** A decision for every arm of every tagged union. */
export const unions = unionFates satisfies { readonly [N in keyof Unions]: { readonly [Tag in keyof Unions[N]]: Fate } }

/** A decision for every value of every closed enum. */
export const enums = enumFates satisfies { readonly [N in keyof Enums]: { readonly [Value in Enums[N]]: Fate } }

/** What the encoders do with every field of every shape of the hub. */
export const hub = hubFates
