import type { Fate, Fates, Lossy } from '../../translate/fate.ts'
import { contentFates } from './fates/content.ts'
import { enumFates } from './fates/enums.ts'
import { outerFates } from './fates/outer.ts'
import { requestFates } from './fates/request.ts'
import { responseFates } from './fates/response.ts'
import { streamFates } from './fates/stream.ts'
import { toolFates } from './fates/tools.ts'
import { unionFates } from './fates/unions.ts'
import type { CoreShapes, Enums, OuterShapes, Unions } from './generated/shapes.ts'

export { hubFates } from './fates/hub.ts'

/** Every field of every shape of the portable core, decided. */
export const core = {
  ...requestFates,
  ...contentFates,
  ...toolFates,
  ...responseFates,
  ...streamFates,
} satisfies { readonly [Name in keyof CoreShapes]: Fates<CoreShapes[Name]> }

/** Every shape outside the core, decided as a whole. */
export const outer = outerFates satisfies { readonly [Name in keyof OuterShapes]: Lossy }

/** Every arm of every union, decided. */
export const unions = unionFates satisfies { readonly [Name in keyof Unions]: { readonly [Tag in keyof Unions[Name]]: Fate } }

/** Every value of every closed enum, decided. */
export const enums = enumFates satisfies { readonly [Name in keyof Enums]: { readonly [Value in Enums[Name]]: Fate } }
