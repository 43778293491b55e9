import { isGiven, type JsonObject, stringOf } from '../../json.ts'
import { invalid, type Refusal } from '../errors.ts'
import { isGenuine } from './sealed.ts'

/** The first rule about the conversation that its items break (TR-1, RSN-4, RI-8); null where they keep them all. */
export function historyFault(items: readonly JsonObject[]): Refusal | null {
  const calls = new Set<string>()
  const answered = new Set<string>()
  for (const [index, item] of items.entries()) {
    const id = stringOf(item['call_id'])
    const type = stringOf(item['type'])
    if (type === 'item_reference') return unknownItem(stringOf(item['id']))
    if (type === 'reasoning' && isGiven(item['encrypted_content']) && !isGenuine(stringOf(item['id']), stringOf(item['encrypted_content'])))
      return invalid(
        `The encrypted content for item ${stringOf(item['id'])} could not be verified.`,
        `input[${index}].encrypted_content`,
        'invalid_encrypted_content',
      )
    if (type === 'reasoning' && isLast(items, index)) return lonely(stringOf(item['id']))
    if (type.endsWith('_call') && id !== '') calls.add(id)
    if (!type.endsWith('_call_output') || id === '') continue
    if (!calls.has(id)) return invalid(`No tool call found for function call output with call_id ${id}.`, 'input')
    answered.add(id)
  }
  const open = [...calls].find((id) => !answered.has(id))
  return open === undefined ? null : invalid(`No tool output found for function call ${open}.`, 'input')
}

/** Reasoning stands before what it led to. */
const isLast = (items: readonly JsonObject[], index: number): boolean => {
  const next = items[index + 1]
  return next === undefined || (next['role'] !== 'assistant' && !/^reasoning$|_call$/.test(stringOf(next['type'])))
}

const lonely = (id: string): Refusal =>
  invalid(`Item '${id}' of type 'reasoning' was provided without its required following item.`, 'input')

const unknownItem = (id: string): Refusal => ({
  status: 404,
  message: `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
  param: 'input',
  code: null,
})
