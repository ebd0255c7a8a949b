import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../ui/icons'
import { KeysSwitch } from '../../ui/KeyCap'

/** The way back to the queue, what kind of call it is, and how it stands. */
export function CallHead({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="row">
      <Link to="/queue" className="button button-quiet">
        <Icon name="back" />
        <Trans>待呼名单</Trans>
      </Link>
      <h1>{title}</h1>
      <span className="row-end" />
      {children}
      <KeysSwitch />
    </div>
  )
}
