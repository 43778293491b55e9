import { json, type Answer } from '../scripted/answer.ts'
import { at } from '../scripted/json.ts'

/** A provider as gpt-4o is: 400 to any reasoning member, to a limit above 16384 tokens, to the older name of the limit. */
export const likeGpt4o =
  (answer: Answer): Answer =>
  (received) => {
    const refused = ['reasoning_effort', 'reasoning', 'thinking', 'output_config', 'max_tokens'].find(
      (member) => at(received.json, member) !== undefined,
    )
    const param = refused ?? (Number(at(received.json, 'max_completion_tokens')) > 16384 ? 'max_completion_tokens' : null)
    if (param !== null) return json({ error: { message: `Unsupported: ${param}`, type: 'invalid_request_error', param, code: null } }, 400)
    return typeof answer === 'function' ? answer(received) : answer
  }
