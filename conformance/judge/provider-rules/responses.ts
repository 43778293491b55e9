import { isList, isObject, type Wire } from '../json.ts'
import type { Unsaid } from '../unsaid.ts'

/**
 * What the Responses API refuses although its schema allows it, each in the words of its error. `sealed` are the encrypted contents
 * that the provider gave in this case, or that the client had from it before.
 */
export function refusedByResponses(body: Wire, sealed: ReadonlySet<string>): Unsaid[] {
  const items = (isList(body['input']) ? body['input'] : []).map((item) => (isObject(item) ? item : {}))
  // What was said before lies with the provider then.
  const goesOn = ['previous_response_id', 'conversation'].some((member) => body[member] !== undefined && body[member] !== null)
  const refers = goesOn || items.some(({ type }) => type === 'item_reference')
  return [
    ...limits(body),
    ...names(items),
    ...(refers ? [] : pairs(items)),
    ...items.flatMap((item, index) => [...reasoning(item, items[index + 1], index, sealed), ...parts(item, index)]),
  ]
}

const refused = (path: string, message: string, received: unknown): Unsaid => ({
  check: 'provider-rules',
  path,
  message: `${path} ${message} (the Responses API answers 400)`,
  received: JSON.stringify(received) ?? null,
})

function limits(body: Wire): Unsaid[] {
  const { max_output_tokens: most, text, model, input, instructions } = body
  const found: Unsaid[] = []
  if (typeof most === 'number' && most < 16) found.push(refused('/max_output_tokens', 'is below the minimum of 16', most))
  const format = isObject(text) ? text['format'] : null
  if (isObject(format) && format['type'] === 'json_object' && !/json/i.test(JSON.stringify([input, instructions])))
    found.push(refused('/text/format', "is json_object, and the word 'json' stands nowhere in the input", format))
  if (typeof model !== 'string' || !reasons.test(model)) return found
  const sampling = ['temperature', 'top_p'].filter((member) => body[member] !== undefined && body[member] !== null)
  return [...found, ...sampling.map((member) => refused(`/${member}`, 'is not supported with this model', body[member]))]
}

/** Models of the cases that reason, and take no sampling parameters. */
const reasons = /^(gpt-5$|o\d)/

/** Ids of items have the prefix of their type, and are unique. */
function names(items: readonly Wire[]): Unsaid[] {
  const seen = new Set<unknown>()
  return items.flatMap(({ type, id }, index) => {
    if (typeof id !== 'string' || type === 'item_reference') return []
    const path = `/input/${index}/id`
    const prefix = prefixes[typeof type === 'string' ? type : 'message']
    const twice = seen.has(id)
    seen.add(id)
    return [
      ...(prefix !== undefined && !id.startsWith(prefix) ? [refused(path, `does not begin with '${prefix}'`, id)] : []),
      ...(twice ? [refused(path, 'is the id of an earlier item too', id)] : []),
    ]
  })
}

const prefixes: { readonly [type: string]: string } = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fc',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctc',
}

/** Every call has its output after it, and every output its call before. */
function pairs(items: readonly Wire[]): Unsaid[] {
  return items.flatMap((item, index) => {
    const { type, call_id: id } = item
    const path = `/input/${index}/call_id`
    const output = outputs[String(type)]
    if (output !== undefined) {
      const answered = items.slice(index + 1).some((other) => other['type'] === output && other['call_id'] === id)
      return [
        ...(answered ? [] : [refused(path, 'is of a call without an output: no tool output found for it', id)]),
        ...(typeof id === 'string' && id.length > 64 ? [refused(path, 'is longer than 64 characters', id)] : []),
      ]
    }
    const [call] = Object.entries(outputs).find(([, other]) => other === type) ?? []
    if (call === undefined || items.slice(0, index).some((other) => other['type'] === call && other['call_id'] === id)) return []
    return [refused(path, 'is of an output without a call: no tool call found for it', id)]
  })
}

const outputs: { readonly [type: string]: string } = {
  function_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
  local_shell_call: 'local_shell_call_output',
  shell_call: 'shell_call_output',
  apply_patch_call: 'apply_patch_call_output',
}

/** Reasoning stands before what it led to, and comes back as it was given. */
function reasoning(
  { type, encrypted_content: content }: Wire,
  next: Wire | undefined,
  index: number,
  sealed: ReadonlySet<string>,
): Unsaid[] {
  if (type !== 'reasoning') return []
  const path = `/input/${index}`
  const follows =
    next !== undefined && (next['type'] === 'reasoning' || next['role'] === 'assistant' || String(next['type']).endsWith('_call'))
  return [
    ...(follows ? [] : [refused(path, 'is reasoning without the item that must follow it', next ?? null)]),
    ...(typeof content === 'string' && !sealed.has(content)
      ? [refused(`${path}/encrypted_content`, 'could not be verified: the provider gave no such content', content)]
      : []),
  ]
}

/** What an assistant said is output, what it was told is input. */
function parts({ role, content }: Wire, index: number): Unsaid[] {
  if (typeof role !== 'string' || !isList(content)) return []
  const wrong = role === 'assistant' ? 'input_text' : 'output_text'
  return content.flatMap((part, place) =>
    isObject(part) && part['type'] === wrong
      ? [refused(`/input/${index}/content/${place}/type`, `is ${wrong}, which a message of role ${role} does not take`, wrong)]
      : [],
  )
}
