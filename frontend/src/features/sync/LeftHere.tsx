import { Trans, useLingui } from '@lingui/react/macro'
import { count } from '../../i18n/format'
import { Notice } from '../../ui/Notice'

interface Props {
  /** Whose device it was last, where that is known. */
  name: string | undefined
  /** Of him. */
  own: number
  /** Of everybody else. */
  others: number
}

/** Before somebody signs in: what waits here goes only in the name of who did it. */
export function LeftHere({ name, own, others }: Props) {
  const { t } = useLingui()
  return (
    <Notice tone="warn">
      {own > 0 && (
        <>
          <strong>{t`${name} 还有 ${count(own)} 项没有上传。`}</strong>
          <span>
            <Trans>请用同一账号登录，登录后自动上传，不会丢失。</Trans>
          </span>
        </>
      )}
      {others > 0 && <span>{t`本机还保存着其他账号没有上传的 ${count(others)} 项，只有那个账号登录后才会上传。`}</span>}
    </Notice>
  )
}
