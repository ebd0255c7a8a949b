/**
 * The words are kept and loaded in parts, `locales/<locale>/<part>.po`: a page brings those that it names (`withWords`). Here stands
 * whose words are of which part; all else is of `start`, for which everybody waits.
 */
export const PARTS = {
  /** What was refused, and what to do. */
  problems: ['src/i18n/*problems.ts', 'src/i18n/receipts.ts'],
  /** What most pages say of customers, policies and people. */
  work: [
    'src/i18n/acknowledged.ts',
    'src/i18n/attention.ts',
    'src/i18n/book.ts',
    'src/i18n/candidates.ts',
    'src/i18n/card-words.ts',
    'src/i18n/event-words.ts',
    'src/i18n/findings.ts',
    'src/i18n/history.ts',
    'src/i18n/memos.ts',
    'src/i18n/said.ts',
    'src/i18n/seats.ts',
    'src/i18n/service.ts',
    'src/i18n/staff.ts',
    'src/i18n/treatment.ts',
    'src/i18n/why.ts',
    'src/i18n/why-model.ts',
    'src/i18n/work.ts',
  ],
  census: ['src/features/census', 'src/features/corrections', 'src/features/debits', 'src/features/imports', 'src/features/todo', 'src/i18n/corrections.ts', 'src/i18n/debits.ts'],
  grid: ['src/features/grid', 'src/i18n/barriers.ts', 'src/i18n/drawn.ts', 'src/i18n/edit-words.ts'],
  desk: ['src/features/attention', 'src/features/devices', 'src/features/jobs', 'src/features/messages', 'src/features/staffing', 'src/i18n/devices.ts', 'src/i18n/jobs.ts'],
  cockpit: ['src/features/cockpit', 'src/i18n/cockpit.ts', 'src/i18n/persistency.ts'],
  risk: ['src/features/risk', 'src/features/nurture', 'src/i18n/nurture.ts', 'src/i18n/risk-words.ts'],
  seat: ['src/features/inbound', 'src/features/requests', 'src/features/seat', 'src/features/supervise'],
  customer: ['src/features/appointments', 'src/features/customer', 'src/features/events', 'src/features/review', 'src/features/service', 'src/i18n/appointment-words.ts', 'src/i18n/review.ts'],
  field: ['src/features/field', 'src/features/inbox', 'src/features/mycell', 'src/features/photos', 'src/features/search', 'src/features/service-request', 'src/features/sync', 'src/features/visit', 'src/features/week'],
}

export type Part = keyof typeof PARTS | 'start'
