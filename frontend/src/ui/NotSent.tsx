import { Trans } from '@lingui/react/macro'

/** On what the server does not know yet. */
export function NotSent() {
  return (
    <span className="badge badge-warn">
      <Trans>待上传</Trans>
    </span>
  )
}
