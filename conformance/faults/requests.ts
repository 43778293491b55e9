import { gone, inRequests, list, object, swap, where, type ValueEdit } from './edit.ts'
import type { Fault } from './fault.ts'

/** Faults of what the provider receives. */
export const requestFaults: readonly Fault[] = [
  {
    name: 'stop sequences are lost towards Chat',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /stop/,
    change: inRequests('stop', gone),
  },
  {
    name: 'pictures of a user are lost towards Chat',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /image_url|content/,
    change: inRequests('messages/*/content/*', where('type', 'image_url', gone)),
  },
  {
    name: 'parallel calls are allowed although forbidden',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /parallel_tool_calls/,
    change: inRequests('parallel_tool_calls', gone),
  },
  {
    name: 'a tool that must be called may be called',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /tool_choice/,
    change: inRequests('tool_choice', swap('required', 'auto')),
  },
  {
    name: 'the schema of structured output is lost',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /response_format/,
    change: inRequests('response_format', gone),
  },
  {
    name: 'the effort of reasoning is lost',
    direction: 'messages-to-chat',
    seen: 'anywhere',
    names: /reasoning_effort/,
    change: inRequests('reasoning_effort', gone),
  },
  {
    name: 'the text beside calls in a history is lost',
    direction: 'messages-to-chat',
    seen: 'later turn',
    names: /content/,
    change: inRequests('messages/*', (message) => (object(message)?.['tool_calls'] ? { ...object(message), content: null } : message)),
  },
  {
    name: 'only the first result of a turn reaches Chat',
    direction: 'messages-to-chat',
    seen: 'later turn',
    names: /tool|messages/,
    change: inRequests('messages', onlyFirstOf('tool')),
  },
  {
    name: 'a failed tool looks as if it had worked',
    direction: 'messages-to-chat',
    seen: 'later turn',
    names: /content/,
    change: inRequests(
      'messages/*',
      where('role', 'tool', (message) => withText(message, (text) => text.replace(/^Error: /, ''))),
    ),
  },
  {
    name: 'reasoning is not given back to a Chat host',
    direction: 'messages-to-chat',
    seen: 'later turn',
    names: /reasoning_content/,
    change: inRequests('messages/*/reasoning_content', gone),
  },
  {
    name: 'stop sequences are lost towards Messages',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /stop_sequences/,
    change: inRequests('stop_sequences', gone),
  },
  {
    name: 'the budget of tokens is halved',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /max_tokens/,
    change: inRequests('max_tokens', (tokens) => (tokens === 300 ? 150 : tokens)),
  },
  {
    name: 'documents are lost towards Messages',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /document|content/,
    change: inRequests('messages/*/content/*', where('type', 'document', gone)),
  },
  {
    name: 'who the user is is lost',
    direction: 'chat-to-messages',
    seen: 'anywhere',
    names: /metadata/,
    change: inRequests('metadata', gone),
  },
  {
    name: 'signatures in a history are emptied',
    direction: 'chat-to-messages',
    seen: 'later turn',
    names: /signature/,
    change: inRequests('messages/*/content/*/signature', () => ''),
  },
  {
    name: 'redacted thinking is left out of a history',
    direction: 'chat-to-messages',
    seen: 'later turn',
    names: /redacted_thinking|content/,
    change: inRequests('messages/*/content/*', where('type', 'redacted_thinking', gone)),
  },
  {
    name: 'only the last result of a turn reaches Messages',
    direction: 'chat-to-messages',
    seen: 'later turn',
    names: /tool_result|content/,
    change: inRequests('messages/*/content', onlyLastResult),
  },
  {
    name: 'cache markers are stripped',
    direction: 'messages-to-messages',
    seen: 'anywhere',
    names: /cache_control/,
    change: inRequests('messages/*/content/*/cache_control', gone),
  },
  {
    name: 'the signature of thinking is lost on the way back to its provider',
    direction: 'messages-to-messages',
    seen: 'later turn',
    names: /signature/,
    change: inRequests('messages/*/content/*/signature', () => 'c2lnbmVk'),
  },
  {
    name: 'more than one choice becomes one',
    direction: 'chat-to-chat',
    seen: 'anywhere',
    names: /\bn\b/,
    change: inRequests('n', gone),
  },
  {
    name: 'log probabilities are not asked for',
    direction: 'chat-to-chat',
    seen: 'anywhere',
    names: /logprobs/,
    change: inRequests('logprobs', gone),
  },
  {
    name: 'beta headers are not forwarded',
    direction: 'messages-to-messages',
    seen: 'anywhere',
    names: /anthropic-beta/,
    change: {
      of: 'request headers',
      edit: (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'anthropic-beta')),
    },
  },
]

function onlyFirstOf(role: string): ValueEdit {
  return (messages) =>
    list(messages).filter((message, index, all) => object(message)?.['role'] !== role || object(all[index - 1])?.['role'] !== role)
}

function onlyLastResult(content: unknown): unknown {
  if (!Array.isArray(content)) return content
  const results = content.filter((block: unknown) => object(block)?.['type'] === 'tool_result')
  return content.filter((block: unknown) => object(block)?.['type'] !== 'tool_result' || block === results.at(-1))
}

function withText(message: unknown, edit: (text: string) => string): unknown {
  const content = object(message)?.['content']
  if (typeof content === 'string') return { ...object(message), content: edit(content) }
  const parts = list(content).map((part) => {
    const text = object(part)?.['text']
    return typeof text === 'string' ? { ...object(part), text: edit(text) } : part
  })
  return { ...object(message), content: parts }
}
