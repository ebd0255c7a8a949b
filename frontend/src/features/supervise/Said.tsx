import { useLingui } from '@lingui/react/macro'
import type { Matter } from '../../api/matters'
import { ruleWord } from '../../i18n/seats'

/** What was said to what the request needs, and what is lacking. */
export function Said({ matter }: { matter: Matter }) {
  const { t } = useLingui()
  return (
    <>
      {matter.said.map((one) => (
        <p key={one.zh}>
          <span className="soft">{ruleWord(one)}</span> {ruleWord({ zh: one.value_zh, en: one.value_en })}
        </p>
      ))}
      {matter.lacks.length > 0 && <p>{t`还缺：${matter.lacks.map(ruleWord).join(t`、`)}`}</p>}
    </>
  )
}
