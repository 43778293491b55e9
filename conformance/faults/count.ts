import type { Fault } from './fault.ts'

/** How many faults there are of each kind, in a line. */
export function countOf(faults: readonly Fault[]): string {
  const of = (seen: Fault['seen']): number => faults.filter((fault) => fault.seen === seen).length
  return `${faults.length} faults: ${of('stream')} seen in a stream alone, ${of('later turn')} in a later turn alone, ${of('anywhere')} anywhere`
}
