import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { staffingQuery } from '../../api/desk'
import type { Schemas } from '../../api/client'
import type { City, Plan } from '../../api/queries'
import { count } from '../../i18n/format'
import { Choice, Field } from '../../ui/Field'

interface Props {
  city: City
  plan: Plan
  closing: Schemas['ClosingIn'][]
  onChange: (closing: Schemas['ClosingIn'][]) => void
}

/** A station that closes, as the cause of a new plan: all of its specialists go on, or so many of its cells are given up. */
export function StationClosing({ city, plan, closing, onChange }: Props) {
  const { t } = useLingui()
  const staffing = useQuery(staffingQuery(city.code)).data
  const [chosen] = closing
  if (!staffing || staffing.stations.length === 0) return null
  const cells = staffing.plan?.plan_id === plan.id ? (staffing.stations.find((one) => one.station_no === chosen?.station_no)?.cells ?? 0) : 0
  return (
    <>
      <Choice
        label={t`关闭的网点`}
        value={chosen?.station_no ?? ''}
        options={[{ value: '', label: t`不关闭` }, ...staffing.stations.map((one) => ({ value: one.station_no, label: one.name }))]}
        onChange={(station_no) => onChange(station_no === '' ? [] : [{ station_no, give_up: 0 }])}
      />
      {chosen && (
        <Field
          label={t`撤销其中几格`}
          hint={cells > 0 ? t`挂在这里的有 ${count(cells)} 格；填 0 就全部改挂其他网点，客户不换网格。` : t`填 0 就全部改挂其他网点，客户不换网格。`}
          value={String(chosen.give_up ?? 0)}
          onChange={(value) => onChange([{ ...chosen, give_up: Number(value.replace(/\D/g, '')) }])}
          inputMode="numeric"
        />
      )}
    </>
  )
}
