import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { answered, api } from '../api/client'
import { Button } from '../ui/Button'
import { Field } from '../ui/Field'
import { Mark } from '../ui/icons'
import { ErrorNotice } from '../ui/Notice'
import { LanguageButton, ThemeButton } from './Switches'

export function SignIn() {
  const { t } = useLingui()
  const { to } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const queries = useQueryClient()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => answered(api.POST('/api/v1/session', { body: { login, password } })),
    onSuccess: async () => {
      queries.clear()
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
