import { describe, expect, it } from 'vitest'
import type { Story } from '../src/api/field'
import { emptyDraft, policiesFor, policyOf } from '../src/features/service-request/draft'
import type { ServiceRules } from '../src/rules/needs'

const rules = { item: [{ code: 'policy_loan', ended: false }, { code: 'claim', ended: true }] } as unknown as ServiceRules
const [live, ended] = [
  { policy_id: 1, standing: 'in_force' },
  { policy_id: 2, standing: 'ended' },
] as unknown as Story['policies']

describe('the policy that a request is about', () => {
  it('has not ended, unless what is asked for can be about one that has', () => {
    expect(policiesFor(rules, 'policy_loan', [live!, ended!])).toEqual([live])
    expect(policiesFor(rules, 'claim', [live!, ended!])).toEqual([live, ended])
    expect(policiesFor(rules, 'policy_loan', [ended!])).toEqual([])
  })

  it('is the only one where there is one, and never one that it cannot be about', () => {
    const draft = emptyDraft('a')
    expect(policyOf(draft, [live!])).toBe(1)
    expect(policyOf(draft, [live!, ended!])).toBeUndefined()
    expect(policyOf({ ...draft, policy_id: 2 }, [live!, ended!])).toBe(2)
    expect(policyOf({ ...draft, policy_id: 2 }, [live!])).toBe(1)
  })
})
