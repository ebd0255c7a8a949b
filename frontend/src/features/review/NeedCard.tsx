import { useLingui } from '@lingui/react/macro'
import type { Need } from '../../api/review'
import { needWord, noteText, partText } from '../../i18n/review'
import { amountsText, gapText } from './amounts'
import { CoverBar } from './CoverBar'

/** One need, big enough for two people: what is there, what would be needed, what is missing, and what it is made of. */
export function NeedCard({ need }: { need: Need }) {
  const { t } = useLingui()
  return (
    <li className="need" data-state={need.state}>
      <div className="need-title">
        <h2>{needWord(need.need)}</h2>
        <strong className="cover-gap">{gapText(need)}</strong>
      </div>
      <CoverBar need={need} />
      <p>{amountsText(need)}</p>
      {need.parts.length > 0 && <p className="soft">{t`怎么算的：${need.parts.map(partText).join(' + ')}`}</p>}
      {[...need.unknown, ...need.notes].map((reason) => (
        <p key={reason.code} className="need-note">
          {noteText(reason)}
        </p>
      ))}
    </li>
  )
}
