import type { TokenCountCodec } from '../../translate/format.ts'

/** Chat has no call that counts tokens (AUX-1). */
export const tokenCount: TokenCountCodec | null = null
