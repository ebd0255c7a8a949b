import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { answered, api } from '../api/client'
import { meQuery } from '../api/queries'
import { Button } from '../ui/Button'
import { SessionsDialog } from './SessionsDialog'

export function AccountMenu() {
  const { t } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  const [showsSessions, setShowsSessions] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/session')),
    // A session that has ended elsewhere is as good as ended here.
    onSettled: async () => {
      // What was typed and not sent holds customers' details, and the next one at this device may be somebody else.
      sessionStorage.clear()
      await navigate({ to: '/sign-in', search: {} })
      queries.clear()
    },
  })
  return (
    <>
      <MenuTrigger>
        <Button look="quiet" icon="user" aria-label={t`账号：${me.name}`}>
          <span className="account-name">{me.name}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu
            className="menu"
            aria-label={t`账号`}
            onAction={(key) => (key === 'sessions' ? setShowsSessions(true) : signOut.mutate())}
          >
            <MenuItem id="sessions" className="menu-item">
              <Trans>我的登录</Trans>
            </MenuItem>
            <MenuItem id="sign-out" className="menu-item">
              <Trans>退出登录</Trans>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <SessionsDialog isOpen={showsSessions} onClose={() => setShowsSessions(false)} />
    </>
  )
}
