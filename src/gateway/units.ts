const sizes: { readonly [unit: string]: number } = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }
const times: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Bytes of a size such as `64MiB`; a bare number is bytes. */
export const bytes = (size: number | string): number => amount(size, sizes, 'B')

/** Milliseconds of a time such as `15s`; a bare number is milliseconds. */
export const milliseconds = (time: number | string): number => amount(time, times, 'ms')

function amount(value: number | string, units: { readonly [unit: string]: number }, base: string): number {
  if (typeof value === 'number') return value
  const [, digits = '0', unit = base] = /^(\d+) ?(\w+)?$/.exec(value) ?? []
  return Number(digits) * (units[unit] ?? 1)
}
