import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Form } from 'react-aria-components'
import { answered, api } from '../api/client'
import { forgetMe, keptMe } from '../api/kept'
import { forgetTablet } from '../session/tablet'
import { withWords } from '../i18n'
import { unsentHere } from '../outbox/of-account'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Mark } from '../ui/icons'
import { ErrorNotice } from '../ui/Notice'
import { LanguageButton, ThemeButton } from './Switches'

const loadLeft = withWords(() => import('../features/sync/LeftHere'), 'field')
const LeftHere = lazy(() => loadLeft().then((file) => ({ default: file.LeftHere })))

/** What waits on this device of whoever used it last, and of others. */
function useLeft() {
  const [last] = useState(keptMe)
  const [all, setAll] = useState<Map<string, number>>()
  useEffect(() => void unsentHere().then(setAll, () => undefined), [])
  const own = all?.get(last?.account_id ?? '') ?? 0
  const sum = [...(all?.values() ?? [])].reduce((before, many) => before + many, 0)
  return { name: last?.name, own, others: sum - own }
}

export function SignIn() {
  const { t } = useLingui()
  const { to } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const queries = useQueryClient()
  const left = useLeft()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => {
      // From here on no other tab sends in the name of who was here before.
      forgetMe()
      return answered(api.POST('/api/v1/session', { body: { login, password } }))
    },
    onSuccess: async () => {
      queries.clear()
      forgetTablet()
      // Only addresses of our own: `to` may have been written by somebody else.
      router.history.push(to?.startsWith('/') && !to.startsWith('//') ? to : '/')
    },
  })
  return (
    <main className="sign-in">
      <div className="card sign-in-card stack">
        <div className="sign-in-head">
          <Mark size={40} />
          <div>
            <h1>Gridward</h1>
            <p className="soft">
              <Trans>社区网格 · 存续客户经营</Trans>
            </p>
          </div>
        </div>
        {left.own + left.others > 0 && (
          <Suspense>
            <LeftHere {...left} />
          </Suspense>
        )}
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            signIn.mutate()
          }}
        >
          <Field label={t`用户名`} value={login} onChange={setLogin} autoComplete="username" isRequired autoFocus />
          <Field label={t`密码`} value={password} onChange={setPassword} type="password" autoComplete="current-password" isRequired />
          {signIn.error && <ErrorNotice error={signIn.error} />}
          <Button type="submit" look="primary" isPending={signIn.isPending}>
            {signIn.isPending ? <Trans>正在登录…</Trans> : <Trans>登录</Trans>}
          </Button>
        </Form>
        <div className="row">
          <LanguageButton />
          <span className="row-end" />
          <ThemeButton />
        </div>
      </div>
    </main>
  )
}
