import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answered, api } from '../api/client'
import { sessionsQuery } from '../api/queries'
import { dateTime } from '../i18n/format'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { ErrorNotice } from '../ui/Notice'

interface Props {
  isOpen: boolean
  onClose: () => void
}

/** Where somebody is signed in, with a way to end what is not his or was forgotten. */
export function SessionsDialog({ isOpen, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const sessions = useQuery({ ...sessionsQuery, enabled: isOpen })
  const revoke = useMutation({
    mutationFn: (id: string) =>
      answered(api.DELETE('/api/v1/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  return (
    <Dialog title={t`我的登录`} isOpen={isOpen} onClose={onClose}>
      {sessions.error && <ErrorNotice error={sessions.error} />}
      {revoke.error && <ErrorNotice error={revoke.error} />}
      <ul className="stack">
        {sessions.data?.items.map((session) => (
          <li key={session.id} className="row">
            <div>
              <div>{device(session.user_agent) || t`未知设备`}</div>
              <div className="soft">
                <Trans>最近使用 {dateTime(session.last_seen_at)}</Trans>
              </div>
            </div>
            <span className="row-end" />
            {session.current ? (
              <span className="badge badge-good">
                <Trans>当前</Trans>
              </span>
            ) : (
              <Button look="danger" isDisabled={revoke.isPending} onPress={() => revoke.mutate(session.id)}>
                <Trans>结束</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
      </div>
    </Dialog>
  )
}

/** The browser and system that a user agent names. */
function device(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1]
  return [browser, system].filter(Boolean).join(' · ')
}
