import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { answered, api } from '../api/client'
import { forgetMe } from '../api/kept'
import { meQuery } from '../api/queries'
import { withWords } from '../i18n'
import { useOutbox } from '../outbox/operations'
import { isDue } from '../outbox/photo'
import { typedBy } from '../outbox/typed'
import { Button } from '../ui/Button'
import { forget } from './keeping'
import { SessionsDialog } from './SessionsDialog'

const load = withWords(() => import('../features/sync/Leaving'), 'field')
const Leaving = lazy(() => load().then((file) => ({ default: file.Leaving })))

export function AccountMenu() {
  const { t } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  const [showsSessions, setShowsSessions] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const outbox = useOutbox()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: () => answered(api.DELETE('/api/v1/session')),
    // A session that has ended elsewhere is as good as ended here.
    onSettled: async () => {
      // What was typed and not sent holds customers' details, and the next one at this device may be somebody else.
      sessionStorage.clear()
      for (const form of ['call', 'service'] as const) for (const key of outbox.entries.keys(typedBy(me.account_id, form))) outbox.entries.removeItem(key)
      await forget(me.account_id).catch(() => undefined)
      forgetMe()
      await navigate({ to: '/sign-in', search: {} })
      queries.clear()
    },
  })
  const leave = () => (outbox.rows().length > 0 || outbox.photos().some(isDue) ? setLeaving(true) : signOut.mutate())
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
            onAction={(key) => (key === 'sessions' ? setShowsSessions(true) : leave())}
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
      {isLeaving && (
        <Suspense>
          <Leaving onLeave={() => signOut.mutate()} onClose={() => setLeaving(false)} />
        </Suspense>
      )}
      <SessionsDialog isOpen={showsSessions} onClose={() => setShowsSessions(false)} />
    </>
  )
}
