import { Trans } from '@lingui/react/macro'
import { Switch } from 'react-aria-components'
import { switchKeys, useKeysOn } from './keys'

/** The key that does the same as a button; screen readers have it from `aria-keyshortcuts`. */
export function Key({ children }: { children: string }) {
  return useKeysOn() ? (
    <kbd className="key" aria-hidden="true">
      {children}
    </kbd>
  ) : null
}

export function KeysSwitch() {
  return (
    <Switch className="switch keys-switch" isSelected={useKeysOn()} onChange={switchKeys}>
      <span className="switch-track" aria-hidden="true" />
      <Trans>单键快捷键</Trans>
    </Switch>
  )
}
