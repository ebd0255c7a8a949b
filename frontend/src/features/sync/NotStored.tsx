import { Trans, useLingui } from '@lingui/react/macro'
import type { StoreTrouble } from '../../db/trouble'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Notice } from '../../ui/Notice'

/** Something was not stored on this device; the page that wanted to store it still has it. */
export function NotStored({ trouble, onClose }: { trouble: StoreTrouble; onClose: () => void }) {
  const { t } = useLingui()
  const [what, todo] = {
    full: [t`本机存储空间已满。`, t`请先上传，或清理设备空间，再保存一次。填写的内容还在页面上，请不要关闭页面。`],
    outdated: [t`程序已在另一个窗口更新。`, t`请抄下没有保存的内容，再重新打开本页。`],
    unavailable: [t`浏览器不让本页在设备上存储，例如在无痕窗口里。`, t`请用普通窗口打开，或安装到桌面，再保存一次。填写的内容还在页面上，请不要关闭页面。`],
  }[trouble] as [string, string]
  return (
    <Dialog title={t`没有保存`} isOpen onClose={onClose}>
      <Notice>
        <strong>{what}</strong>
        <span>{todo}</span>
      </Notice>
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button look="primary" onPress={onClose}>
          <Trans>知道了</Trans>
        </Button>
      </div>
    </Dialog>
  )
}
