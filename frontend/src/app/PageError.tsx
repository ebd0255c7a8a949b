import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { ErrorNotice } from '../ui/Notice'

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className="page-body">
      <ErrorNotice error={error} />
      <div>
        <Button
          look="primary"
          onPress={() => {
            reset()
            void router.invalidate()
          }}
        >
          <Trans>重试</Trans>
        </Button>
      </div>
    </div>
  )
}

export function PageMissing() {
  const { t } = useLingui()
  return (
    <Empty icon="search" title={t`没有这个页面`}>
      <Link to="/" className="button">
        <Trans>回到首页</Trans>
      </Link>
    </Empty>
  )
}

export function NoRole() {
  const { t } = useLingui()
  return (
    <Empty icon="user" title={t`您的账号还没有角色`}>
      <p className="soft">
        <Trans>请管理员为您的账号分配角色。</Trans>
      </p>
    </Empty>
  )
}
