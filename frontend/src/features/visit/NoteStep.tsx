import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { nextStepWord } from '../../i18n/work'
import { Icon } from '../../ui/icons'
import { NoteField } from '../../ui/NoteField'
import { Tiles } from '../../ui/Tiles'
import { PhotoStrip } from '../photos/PhotoStrip'
import { DateChoice } from './DateChoice'
import { photosOfVisit, type Draft, type NextStep } from './draft'

const NEXT: NextStep[] = ['none', 'visit_again', 'seat_call']
const NOTE_LENGTH = 2000

export function NoteStep({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useLingui()
  return (
    <div className="stack">
      <NoteField rows={4} label={t`记录（可不填）`} value={draft.note} maxLength={NOTE_LENGTH} onChange={(note) => onChange({ note })} />
      <PhotoStrip label={t`照片（可不拍）`} subject={photosOfVisit(draft)} customer={draft.customer_id} />
      <Link to="/service/request/$customerId" params={{ customerId: String(draft.customer_id) }} search={{ visit: draft.task_id ?? 'customer' }} className="button">
        <Icon name="file" />
        <Trans>客户要办业务：登记受理</Trans>
      </Link>
      <Tiles
        label={t`下一步`}
        tiles={NEXT.map((value) => ({ value, label: nextStepWord(value) }))}
        value={draft.next_step ?? 'none'}
        onChange={(next_step) => onChange({ next_step })}
      />
      {draft.next_step === 'visit_again' && <DateChoice label={t`哪一天再去`} value={draft.next_on} onChange={(next_on) => onChange({ next_on })} />}
    </div>
  )
}
