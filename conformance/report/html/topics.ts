import type { CaseResult } from '../report.ts'

/** Where a case is found on the page: its direction and topic. */
export const keyOf = ({ direction, topic }: Pick<CaseResult, 'direction' | 'topic'>): string => `${direction}/${topic}`
