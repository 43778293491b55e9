/** The models of the cases, which a gateway may ask any provider for. */
export const caseModels = ['gpt-4o', 'o4-mini', 'deepseek-reasoner', 'gpt-5', 'gpt-4.1', 'claude-sonnet-4-5', 'claude-opus-4-8'] as const

/** What `GET /v1/models`, or that of one model, gets; null for another path. */
export function modelList(pathname: string, anthropic: boolean): unknown {
  if (pathname.endsWith('/models')) {
    const data = caseModels.filter((id) => id.startsWith('claude-') === anthropic).map((id) => model(id, anthropic))
    return anthropic ? { data, has_more: false, first_id: data[0]?.id, last_id: data.at(-1)?.id } : { object: 'list', data }
  }
  const [, name] = /\/models\/([^/]+)$/.exec(pathname) ?? []
  const id = caseModels.find((known) => known === name)
  return id === undefined ? null : model(id, anthropic)
}

const model = (id: string, anthropic: boolean): { readonly id: string; readonly display_name?: string } =>
  anthropic ? { ...ofAnthropic, id, display_name: id } : { ...ofOpenai, id }

const ofOpenai = { object: 'model', created: 1_767_225_600, owned_by: 'provider' } as const

const ofAnthropic = {
  type: 'model',
  created_at: '2026-01-01T00:00:00Z',
  lifecycle: 'active',
  // These are always there, and say nothing here.
  capabilities: null,
  deprecated_at: null,
  line: null,
  max_input_tokens: null,
  max_tokens: null,
  retires_at: null,
} as const
