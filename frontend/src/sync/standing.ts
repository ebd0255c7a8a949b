/** Where a customer stands in the four-sell by what the device knows: provisional, until the server's own rows say so. */
import type { Story } from '../api/field'
import type { Day } from '../rules/days'
import { missing, nextStage, stageReached, type JourneyRules, type Standing } from '../rules/journey'
import type { LaidDoc } from './rebase'

/** As the server told it, where no rules are here. */
export function careOf(doc: LaidDoc, rules: JourneyRules | undefined, day: Day): Story['care'] {
  const { care } = doc
  if (!care || !rules) return care
  const standing = standingOf(doc, care)
  const reached = { ...standing, stage: stageReached(rules, standing, day) }
  const lacking = missing(rules, reached, day)
  const isOther = reached.stage !== care.stage || JSON.stringify(lacking) !== JSON.stringify(care.missing)
  return { ...care, stage: reached.stage, next_stage: nextStage(rules, reached) ?? null, missing: lacking, ...(isOther && { unsent: true as const }) }
}

function standingOf(doc: LaidDoc, care: NonNullable<Story['care']>): Standing {
  return {
    stage: care.stage as Standing['stage'],
    first_contact: care.first_contact_at !== null,
    dues: doc.dues.map(({ policy_no, due_on, unpaid_amount, failure }) => ({ policy_no, due_on, amount: unpaid_amount, failure })),
    open_requests: doc.requests.filter(({ state }) => state === 'pending' || state === 'accepted').length,
    open_complaints: care.open_complaints,
    do_not_call: doc.do_not_call,
    refused: care.state === 'refused',
    marketing: doc.consents.find(({ purpose }) => purpose === 'marketing')?.given ?? null,
    facts: care.facts,
  }
}
