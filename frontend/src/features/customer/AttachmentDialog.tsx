import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { attachmentQuery, type NamedAttachment } from '../../api/attachments'
import { dateTime } from '../../i18n/format'
import { shownWord } from '../../i18n/seats'
import { Button } from '../../ui/Button'
import { save } from '../../ui/csv'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice } from '../../ui/Notice'

interface Props {
  customer: number
  attachment: NamedAttachment
  onClose: () => void
}

/** One attachment as it is; that it was opened is recorded. */
export function AttachmentDialog({ customer, attachment, onClose }: Props) {
  const { t } = useLingui()
  const { data, error } = useQuery(attachmentQuery(customer, attachment.sha256))
  const name = `${attachment.named_at.slice(0, 10)}-${attachment.sha256.slice(0, 12)}.${attachment.kind?.split('/')[1] ?? 'bin'}`
  return (
    <Dialog title={`${shownWord(attachment)} · ${dateTime(attachment.named_at)}`} isOpen wide onClose={onClose}>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <div className="skeleton attachment-whole" />}
      {data && attachment.kind !== 'application/pdf' && <img className="attachment-whole" src={data.address} alt={t`${dateTime(attachment.named_at)} 的照片`} />}
      <div className="row dialog-foot">
        <span className="soft">{t`查看已留下记录。`}</span>
        <span className="row-end" />
        {data && (
          <Button icon="download" onPress={() => save(name, data.content)}>
            {t`保存到本机`}
          </Button>
        )}
        <Button look="primary" onPress={onClose}>
          {t`关闭`}
        </Button>
      </div>
    </Dialog>
  )
}
