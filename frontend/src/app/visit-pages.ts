/** The pages that a specialist has with him: they are on the device before the network goes. */
import { withWords } from '../i18n'

export const loadToday = withWords(() => import('../features/field/TodayPage'), 'field', 'customer', 'work')
export const loadCustomer = withWords(() => import('../features/customer/CustomerPage'), 'customer', 'work', 'problems')
export const loadSync = withWords(() => import('../features/sync/SyncPage'), 'field', 'customer', 'work', 'problems')
export const loadVisit = withWords(() => import('../features/visit/VisitPage'), 'field', 'customer', 'work', 'problems')
export const loadRequest = withWords(() => import('../features/service-request/RequestPage'), 'field', 'work', 'problems')
export const loadCell = withWords(() => import('../features/mycell/CellPage'), 'field', 'work')
export const loadMyEvents = withWords(() => import('../features/events/MyEventsPage'), 'customer', 'work', 'problems')
export const loadDoor = withWords(() => import('../features/events/DoorPage'), 'customer', 'work', 'problems')
export const loadInbox = withWords(() => import('../features/inbox/InboxPage'), 'field', 'work')
export const loadWeek = withWords(() => import('../features/week/WeekPage'), 'field')
export const loadSearch = withWords(() => import('../features/search/SearchPage'), 'field')
export const loadAppointments = withWords(() => import('../features/appointments/AppointmentsPage'), 'customer')
