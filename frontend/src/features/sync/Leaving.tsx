import { Trans, useLingui } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { useSending } from '../../outbox/operations'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { useExport, useOnlyHere } from './saving'

interface Props {
  onLeave: () => void
  onClose: () => void
}

/** Nobody signs out over what is only on this device: it is sent first, or is in a file. */
export function Leaving({ onLeave, onClose }: Props) {
  const { t } = useLingui()
  const { many, left } = useOnlyHere()
  const sending = useSending()
  const write = useExport()
  return (
    <Dialog title={t`退出登录`} isOpen onClose={onClose}>
      {left > 0 ? (
        <Notice tone="warn">
          <strong>{t`还有 ${count(left)} 项只在本机，不能退出。`}</strong>
          <span>
            <Trans>请先上传；连不上服务器时，请导出到文件。</Trans>
          </span>
        </Notice>
      ) : (
        <p>{many === 0 ? t`都已上传，可以退出。` : t`待上传的内容已导出到文件，也还留在本机，下次用这个账号登录后会上传。可以退出。`}</p>
      )}
      {sending.error && <ErrorNotice error={sending.error} />}
      <div className="row dialog-foot">
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <span className="row-end" />
        {left > 0 ? (
          <>
            <Button icon="download" isPending={write.isPending} onPress={() => write.mutate()}>
              <Trans>导出到文件</Trans>
            </Button>
            <Button look="primary" icon="upload" isPending={sending.isPending} onPress={() => sending.mutate()}>
              <Trans>立即上传</Trans>
            </Button>
          </>
        ) : (
          <Button look="primary" onPress={onLeave}>
            <Trans>退出登录</Trans>
          </Button>
        )}
      </div>
    </Dialog>
  )
}
