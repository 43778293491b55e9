import type { Json, JsonObject } from '../../interlingua/json.ts'
import type { Model } from '../../translate/format.ts'
import { Ledger } from '../../translate/ledger.ts'
import { Reader } from '../../translate/reader.ts'
import type { Nothing } from '../../translate/triage.ts'
import { unread, written } from '../../translate/unread.ts'
import { core } from './fates.ts'
import type { ModelInfo, ModelInfosPage } from './generated/shapes.ts'
import { name } from './name.ts'

/** A page with all models (EP-2). */
export function encodeModels(models: readonly Model[]): JsonObject {
  const page: ModelInfosPage = {
    data: models.map(infoOf),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  }
  return written(page)
}

/** One model. */
export const encodeModel = (model: Model): JsonObject => written(infoOf(model))

/** The models of an upstream's page; what is no page is an empty one. */
export function decodeModels(body: Json): readonly Model[] {
  const reader = new Reader(new Ledger(name, { rule: 'ENV-5', why: 'unknown member', level: 'info' }))
  const { data, ...rest } = reader.fields(unread<ModelInfosPage>(body), core.ModelInfosPage, '')
  rest satisfies Nothing
  return reader.list(data, '/data').map((model, index) => {
    const at = `/data/${index}`
    const { id, type, display_name, created_at, max_input_tokens, max_tokens, ...more } = reader.fields(model, core.ModelInfo, at)
    more satisfies Nothing
    reader.known(type)
    const key = reader.text(id, `${at}/id`)
    const created = secondsOf(reader.string(created_at, `${at}/created_at`) ?? '')
    return {
      id: key,
      displayName: reader.string(display_name, `${at}/display_name`) ?? key,
      created,
      ownedBy: 'anthropic',
      maxInput: reader.number(max_input_tokens, `${at}/max_input_tokens`),
      maxOutput: reader.number(max_tokens, `${at}/max_tokens`),
    }
  })
}

const infoOf = ({ id, displayName, created, maxInput, maxOutput }: Model): ModelInfo => ({
  id,
  type: 'model',
  display_name: displayName,
  created_at: timeOf(created),
  capabilities: null,
  lifecycle: 'active',
  line: null,
  deprecated_at: null,
  retires_at: null,
  max_input_tokens: maxInput,
  max_tokens: maxOutput,
})

const day = 86_400

/** A time in UTC as RFC 3339 writes it, of seconds since 1970. */
function timeOf(seconds: number): string {
  const days = Math.floor(seconds / day)
  // Howard Hinnant's civil calendar: eras of 400 years, years that begin in March.
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * month + 2) / 5) + 1
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
  const rest = Math.floor(seconds - days * day)
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(':')
  return `${String(year).padStart(4, '0')}-${two(month < 10 ? month + 3 : month - 9)}-${two(date)}T${clock}Z`
}

/** Seconds since 1970 of such a time, 0 where it is none. */
function secondsOf(time: string): number {
  const found = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/.exec(time)
  if (!found) return 0
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  const shift = (found[7] === '-' ? -1 : 1) * (Number(found[8] ?? 0) * 3600 + Number(found[9] ?? 0) * 60)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  const days = era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  return days * day + hour * 3600 + minute * 60 + second - shift
}

const two = (value: number): string => String(value).padStart(2, '0')
