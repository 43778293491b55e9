import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Ledger } from '../../translate/ledger.ts'

/** What both APIs say by the same names and in the same words (REQ-C-21, REQ-C-24, REQ-C-25, REQ-C-30). */
export const sameMembers = (ledger: Ledger): JsonObject =>
  present({
    metadata: ledger.take('metadata'),
    moderation: ledger.take('moderation'),
    prompt_cache_key: ledger.take('promptCacheKey'),
    prompt_cache_retention: ledger.take('promptCacheRetention'),
  })

/** The members that have a value. */
export const present = (members: { readonly [member: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(members).flatMap(([member, value]) => (value === undefined ? [] : [[member, value]])))
