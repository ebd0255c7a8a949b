import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { answered, api } from '../../api/client'
import { mapKeysQuery } from '../../api/queries'
import { dateTime } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Checks } from '../../ui/Checks'
import { CopyField } from '../../ui/CopyField'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'

interface Props {
  isOpen: boolean
  onClose: () => void
}

/** Where a map program finds the cells, and the keys with which it reads them. */
export function ConnectDialog({ isOpen, onClose }: Props) {
  const { t } = useLingui()
  return (
    <Dialog title={t`连接 QGIS`} isOpen={isOpen} onClose={onClose}>
      <p className="soft">
        <Trans>在 QGIS 中新建 WFS / OGC API - Features 连接，填入地址；认证选“基本”，用户名是您的登录名，密码是密钥。QGIS 只读，看到的与您的权限一致。</Trans>
      </p>
      <CopyField label={t`地址`} value={`${window.location.origin}/ogc`} />
      <NewKey />
      <Keys />
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭</Trans>
        </Button>
      </div>
    </Dialog>
  )
}

function NewKey() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [name, setName] = useState('QGIS')
  const [reach, setReach] = useState<'points'[]>([])
  const make = useMutation({
    mutationFn: () =>
      answered(api.POST('/api/v1/map-keys', { body: { name: name.trim(), points: reach.includes('points') } })),
    onSettled: () => queries.invalidateQueries({ queryKey: mapKeysQuery.queryKey }),
  })
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate()
      }}
    >
      <Field label={t`密钥名称`} hint={t`例如它用在哪台电脑上。`} value={name} onChange={setName} maxLength={80} />
      <Checks
        label={t`除网格外还读取`}
        hint={t`不含姓名和号码；每次读取都有记录。`}
        options={[{ value: 'points', label: t`客户位置` }]}
        chosen={reach}
        onChange={setReach}
      />
      {make.error && <ErrorNotice error={make.error} />}
      <div className="row">
        <Button type="submit" look="primary" isPending={make.isPending} isDisabled={name.trim() === ''}>
          <Trans>生成密钥</Trans>
        </Button>
      </div>
      {make.data && (
        <output className="card stack">
          <p>
            <Trans>密钥只显示这一次，请现在复制。</Trans>
          </p>
          <CopyField label={t`用户名`} value={make.data.login} />
          <CopyField label={t`密钥`} value={make.data.key} />
        </output>
      )}
    </Form>
  )
}

function Keys() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const keys = useQuery(mapKeysQuery)
  const end = useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/api/v1/map-keys/{key_id}', { params: { path: { key_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: mapKeysQuery.queryKey }),
  })
  return (
    <>
      {keys.error && <ErrorNotice error={keys.error} />}
      {end.error && <ErrorNotice error={end.error} />}
      <ul className="stack" aria-label={t`我的密钥`}>
        {keys.data?.items.map((key) => (
          <li key={key.id} className="row">
            <div>
              <div>
                {key.name}
                {key.points && (
                  <>
                    {' '}
                    <span className="badge">
                      <Trans>含客户位置</Trans>
                    </span>
                  </>
                )}
              </div>
              <div className="soft">
                {key.last_used_at ? <Trans>最近使用 {dateTime(key.last_used_at)}</Trans> : <Trans>还没有用过</Trans>}
                {' · '}
                <Trans>有效期至 {dateTime(key.expires_at)}</Trans>
              </div>
            </div>
            <span className="row-end" />
            <Button look="danger" aria-label={t`收回 ${key.name}`} isDisabled={end.isPending} onPress={() => end.mutate(key.id)}>
              <Trans>收回</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
