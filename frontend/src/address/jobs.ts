/** What the address of the job page carries. */
import { text } from './read'

export const JOB_STATES = ['waiting', 'again', 'running', 'interrupted', 'failed', 'made_good', 'done', 'stopped'] as const
export const JOB_KINDS = ['import_delivery', 'build_plan', 'take_debits', 'run_day', 'judge_dues', 'train_risk', 'prepare_snapshots', 'deliver_messages', 'nightly', 'expire_requests', 'look_for_messages', 'look_for_debits'] as const

export interface JobsSearch {
  tab?: 'nights'
  city?: string
  state?: (typeof JOB_STATES)[number]
  kind?: (typeof JOB_KINDS)[number]
}

export const jobsSearch = (search: Record<string, unknown>): JobsSearch => {
  const state = JOB_STATES.find((one) => one === search['state'])
  const kind = JOB_KINDS.find((one) => one === search['kind'])
  return {
    ...(search['tab'] === 'nights' ? { tab: 'nights' as const } : {}),
    ...text(search, 'city'),
    ...(state && { state }),
    ...(kind && { kind }),
  }
}
