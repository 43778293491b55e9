import type { TelemetryRecord } from './telemetry.ts'

/** A record as one log line: what is null or false is left out, losses are counted and named by rule and path. */
export function logLine(record: TelemetryRecord): { readonly [member: string]: unknown } {
  const { losses, tokens, edits, modelKnown, ...rest } = record
  const said = Object.entries(rest).filter(([, value]) => value !== null && value !== false)
  const known = Object.entries(tokens).filter(([, count]) => count !== null)
  return {
    ...Object.fromEntries(said),
    ...(known.length > 0 ? { tokens: Object.fromEntries(known) } : {}),
    ...(modelKnown === false ? { modelKnown } : {}),
    ...(edits.length > 0 ? { edits } : {}),
    ...(losses.length > 0 ? { losses: losses.map(({ level, rule, path, fate }) => `${level} ${fate} ${rule} ${path}`) } : {}),
  }
}
