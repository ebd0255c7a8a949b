/** The pages that a specialist has with him: they are on the device before the network goes. */
import { withWords } from '../i18n'

export const loadToday = withWords(() => import('../features/field/TodayPage'), 'field', 'customer', 'work')
export const loadCustomer = withWords(() => import('../features/customer/CustomerPage'), 'customer', 'work', 'problems')
export const loadVisit = withWords(() => import('../features/visit/VisitPage'), 'field', 'customer', 'work', 'problems')
