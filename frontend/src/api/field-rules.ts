/** The rules that a tablet evaluates too. They are kept on the device: without a network they are needed most. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'
import { orKept } from './copy'

export type FieldRules = Schemas['FieldRulesOut']

/** With a number: what was kept in another shape is not read. */
const KEPT = 'gridward.rules.3'

/** Those that the server told last. */
export function keptRules(): FieldRules | undefined {
  const text = localStorage.getItem(KEPT)
  return text === null ? undefined : (JSON.parse(text) as FieldRules)
}

async function ask(): Promise<FieldRules> {
  const rules = await answered(api.GET('/api/v1/field/rules'))
  localStorage.setItem(KEPT, JSON.stringify(rules))
  return rules
}

export const fieldRulesQuery = queryOptions({
  queryKey: ['field-rules'],
  queryFn: () => orKept(ask, keptRules),
  networkMode: 'always',
  staleTime: 60 * 60_000,
})
