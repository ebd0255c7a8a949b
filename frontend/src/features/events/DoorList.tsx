import { useLingui } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { AnswerBadge } from './EventBadge'
import type { DoorGuest } from './door'

interface Props {
  guests: DoorGuest[]
  /** Who was admitted on this device and does not stand in the list as such yet. */
  came: ReadonlySet<string>
}

/** Who comes, of whichever specialist: those who are still expected first. */
export function DoorList({ guests, came }: Props) {
  const { t } = useLingui()
  const shown = guests.map((guest) => (came.has(guest.code) ? { ...guest, state: 'attended' as const } : guest))
  const inOrder = shown.toSorted((a, b) => Number(a.state === 'attended') - Number(b.state === 'attended'))
  return (
    <ul className="customer-rows card" aria-label={t`来宾名单`}>
      {inOrder.map((guest) => (
        <li key={guest.code} className="door-guest">
          <span>{guest.name_masked}</span>
          <span className="soft">{t`${count(guest.persons)} 人`}</span>
          <AnswerBadge state={guest.state} />
        </li>
      ))}
    </ul>
  )
}
