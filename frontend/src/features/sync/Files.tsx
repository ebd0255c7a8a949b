import { Trans, useLingui } from '@lingui/react/macro'
import { FileTrigger } from 'react-aria-components'
import { count } from '../../i18n/format'
import { Button } from '../../ui/Button'
import { ErrorNotice, Notice } from '../../ui/Notice'
import { Section } from '../../ui/Section'
import { FileError, useExport, useImport, useOnlyHere } from './saving'

/** A second way out for what waits, where the network is none. */
export function Files() {
  const { t } = useLingui()
  const { many } = useOnlyHere()
  const write = useExport()
  const take = useImport()
  return (
    <Section title={t`导出与导入`}>
      <p className="soft">
        <Trans>设备要交还、送修，或长时间连不上服务器时，把待上传的内容导出为文件，再用同一账号导入到另一台设备上传。重复导入不会重复生效。文件里有客户资料，请妥善保管。</Trans>
      </p>
      <div className="row">
        <Button icon="download" isDisabled={many === 0} isPending={write.isPending} onPress={() => write.mutate()}>
          {t`导出待上传的 ${count(many)} 项`}
        </Button>
        <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => files?.[0] && take.mutate(files[0])}>
          <Button icon="file" isPending={take.isPending}>
            <Trans>导入文件</Trans>
          </Button>
        </FileTrigger>
      </div>
      {take.data !== undefined && <Notice tone="good">{take.data === 0 ? t`文件里的内容这里都已有。` : t`已导入 ${count(take.data)} 项，等待上传。`}</Notice>}
      {take.error && <Refused error={take.error} />}
    </Section>
  )
}

function Refused({ error }: { error: Error }) {
  const { t } = useLingui()
  if (!(error instanceof FileError)) return <ErrorNotice error={error} />
  return <Notice>{error.trouble === 'other_account' ? t`这个文件是另一个账号的，请用那个账号登录后导入。` : t`这不是从本系统导出的待上传文件，或文件不完整，请重新选择。`}</Notice>
}
