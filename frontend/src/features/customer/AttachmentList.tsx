import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { thumbnailAddress, type NamedAttachment } from '../../api/attachments'
import { dateTime } from '../../i18n/format'
import { problemText } from '../../i18n/problems'
import { shownWord } from '../../i18n/seats'
import { Icon } from '../../ui/icons'
import { AttachmentDialog } from './AttachmentDialog'
import './attachments.css'

interface Props {
  customer: number
  items: NamedAttachment[]
  /** Their day stands beside them already. */
  isDated?: boolean
}

/** Photos and papers, each to be opened; also what has not come. */
export function AttachmentList({ customer, items, isDated = false }: Props) {
  const { t } = useLingui()
  const [opened, setOpened] = useState<NamedAttachment>()
  return (
    <>
      <ul className="attachments">
        {items.map((one) => (
          <li key={`${one.named_in} ${one.named_at} ${one.sha256}`}>
            {one.state === 'complete' ? (
              <button type="button" className="attachment" onClick={() => setOpened(one)} aria-label={t`打开：${shownWord(one)}，${dateTime(one.named_at)}`}>
                <Thumbnail customer={customer} one={one} />
              </button>
            ) : (
              <div className="attachment" data-missing>
                <Icon name={one.state === 'refused' ? 'warning' : 'clock'} />
                <span>{one.state === 'refused' ? t`没有收下` : t`还没有传到`}</span>
              </div>
            )}
            <div className="soft">{isDated ? shownWord(one) : `${shownWord(one)} · ${dateTime(one.named_at)}`}</div>
            {one.problem && <div className="soft">{problemText({ code: one.problem, detail: one.problem, hint: '', params: {} }).what}</div>}
          </li>
        ))}
      </ul>
      {opened && <AttachmentDialog customer={customer} attachment={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}

function Thumbnail({ customer, one }: { customer: number; one: NamedAttachment }) {
  const [isMissing, setIsMissing] = useState(false)
  if (isMissing || one.kind === 'application/pdf') return <Icon name="file" size={32} />
  return <img src={thumbnailAddress(customer, one.sha256)} alt="" loading="lazy" onError={() => setIsMissing(true)} />
}
