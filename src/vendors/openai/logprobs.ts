import type { TokenLogprob } from '../../interlingua/part.ts'
import { decide, mapped } from '../../translate/fate.ts'
import type { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, type Unread } from '../../translate/unread.ts'

/** A token as both APIs tell it; Responses streams leave out `bytes`, and anything of the likeliest ones (EVX-1). */
export interface WireLogprob extends WireTop {
  readonly top_logprobs?: readonly WireTop[] | null
}

/** A token that might have stood in the place of another. */
interface WireTop {
  readonly token?: string
  readonly logprob?: number
  readonly bytes?: readonly number[] | null
}

const top = { token: mapped, logprob: mapped, bytes: mapped } as const

/** Fates of a token's members, for the tables of both formats. */
export const logprobFates = { ...top, top_logprobs: mapped } as const

/** Fates of a likely token's members. */
export const topLogprobFates = top

const tokenFates = decide<WireLogprob>()(logprobFates)
const topFates = decide<WireTop>()(top)

/** The tokens of an answer, or of a delta. */
export const decodeLogprobs = (wire: Unread<readonly object[]> | undefined, at: string, reader: Reader): TokenLogprob[] =>
  reader.list(wire, at).map((each, i) => {
    const { token, logprob, bytes, top_logprobs, ...rest } = reader.fields(unread<WireLogprob>(each), tokenFates, `${at}/${i}`)
    rest satisfies Nothing
    return {
      ...decodeTop({ token, logprob, bytes }, `${at}/${i}`, reader),
      top: reader.list(top_logprobs, `${at}/${i}/top_logprobs`).map((likely, n) => {
        const inner = `${at}/${i}/top_logprobs/${n}`
        return decodeTop(reader.fields(likely, topFates, inner), inner, reader)
      }),
    }
  })

type Top = { readonly [K in keyof WireTop]-?: Unread<NonNullable<WireTop[K]>> | undefined }

function decodeTop({ token, logprob, bytes }: Partial<Top>, at: string, reader: Reader): Omit<TokenLogprob, 'top'> {
  const told = bytes === undefined || bytes === null ? null : reader.list(bytes, `${at}/bytes`)
  return {
    token: reader.string(token, `${at}/token`) ?? '',
    logprob: reader.number(logprob, `${at}/logprob`) ?? 0,
    bytes: told && told.map((byte, i) => reader.number(byte, `${at}/bytes/${i}`) ?? 0),
  }
}

/** A token with all its members, as a whole answer has it; bytes that nobody told are null. */
export const encodeLogprob = ({ top: likely, ...token }: TokenLogprob) => ({ ...token, top_logprobs: likely })
