import { useLingui } from '@lingui/react/macro'
import { ruleWord } from '../../i18n/seats'
import { usePhotos } from '../../photos/hooks'
import type { Need } from '../../rules/needs'
import { PhotoStrip } from '../photos/PhotoStrip'
import { photosOf, type RequestDraft } from './draft'

/** As many as one operation names. */
const MOST = 10

interface Props {
  papers: Need[]
  draft: RequestDraft
  customer: number
}

/** Photos of what it needs, each under its name, and of whatever else helps. */
export function Papers({ papers, draft, customer }: Props) {
  const { t } = useLingui()
  const { all } = usePhotos()
  const strips = [...papers.map((need) => ({ label: ruleWord(need), subject: photosOf(draft, need.code) })), { label: t`其他照片（可不拍）`, subject: photosOf(draft) }]
  const many = (subject: string) => all.filter((photo) => photo.subject === subject && !photo.isRemoved).length
  const left = MOST - strips.reduce((sum, { subject }) => sum + many(subject), 0)
  return (
    <div className="request-papers">
      {strips.map(({ label, subject }) => (
        <PhotoStrip key={subject} label={label} subject={subject} customer={customer} most={many(subject) + left} />
      ))}
    </div>
  )
}
