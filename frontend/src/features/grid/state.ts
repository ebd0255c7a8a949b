import type { Plan } from '../../api/queries'

/** Whether a plan can still be changed; a review does not hinder it, but is lost by it. */
export const isDraft = (plan: Plan): boolean => plan.status === 'draft' || plan.status === 'reviewed'
