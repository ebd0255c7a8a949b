import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { askToKeep, roomOf } from '../../db/room'
import { decimal } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { Figure, Figures } from '../../ui/Figures'
import { useInstall } from '../../ui/install'
import { Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'

const MIB = 1024 * 1024
const KEY = ['room']

/** How much is stored here, and whether the browser may take it back. */
export function Device() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const install = useInstall()
  const room = useQuery({ queryKey: KEY, queryFn: () => roomOf(navigator.storage), networkMode: 'always' })
  const keep = useMutation({
    mutationFn: () => askToKeep(navigator.storage),
    networkMode: 'always',
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  const found = room.data
  return (
    <Section title={t`本机存储`}>
      {found && (
        <Figures>
          <Figure label={t`已用`} value={megabytes(found.used)} />
          <Figure label={t`浏览器允许`} value={megabytes(found.allowed)} />
          <Figure label={t`长期保留`} value={found.isLasting ? t`是` : t`否`} />
        </Figures>
      )}
      {found?.isLasting === false && (
        <>
          <p className="soft">
            <Trans>空间不足时，浏览器可能清掉本机的内容。请安装到桌面，或允许长期保留。</Trans>
          </p>
          {keep.data === false && (
            <Notice tone="warn">
              <Trans>浏览器没有同意长期保留，请先安装到桌面，并尽快上传。</Trans>
            </Notice>
          )}
        </>
      )}
      <div className="row">
        {found?.isLasting === false && (
          <Button icon="lock" isPending={keep.isPending} onPress={() => keep.mutate()}>
            <Trans>请浏览器长期保留</Trans>
          </Button>
        )}
        {install && (
          <Button icon="download" onPress={install}>
            <Trans>安装到桌面</Trans>
          </Button>
        )}
      </div>
    </Section>
  )
}

const megabytes = (bytes: number | undefined) => (bytes === undefined ? '–' : `${decimal(bytes / MIB, bytes < 100 * MIB ? 1 : 0)} MB`)
