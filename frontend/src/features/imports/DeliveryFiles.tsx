import { Trans, useLingui } from '@lingui/react/macro'
import type { ImportFile } from '../../api/queries'
import { fileKindWord } from '../../i18n/words'
import { Notice, ProblemNotice } from '../../ui/Notice'

/** What was delivered, before it is imported: what each file is taken for, and which column is which field. */
export function DeliveryFiles({ files }: { files: ImportFile[] }) {
  return (
    <section className="card">
      <h2>
        <Trans>文件预览</Trans>
      </h2>
      {files.map((file) => (
        <details key={file.name} className="delivery-file" open={file.problem !== null}>
          <summary>
            <strong>{file.name}</strong>
            {file.kind ? (
              <span className="badge badge-good">{fileKindWord(file.kind)}</span>
            ) : (
              <span className="badge badge-warn">
                <Trans>不是抽取文件，将跳过</Trans>
              </span>
            )}
            <Format file={file} />
            <UnknownCount file={file} />
          </summary>
          <div className="stack">
            {file.problem && <ProblemNotice problem={file.problem} />}
            {file.kind && <Mapping file={file} />}
          </div>
        </details>
      ))}
    </section>
  )
}

function Format({ file }: { file: ImportFile }) {
  const { sheet } = file
  if (file.format === 'parquet') return <span className="soft">Parquet</span>
  if (file.format === 'excel') {
    return (
      <span className="soft">
        <Trans>Excel，工作表“{sheet}”</Trans>
      </span>
    )
  }
  return file.encoding ? <span className="soft">{file.encoding.toUpperCase()}</span> : null
}

function UnknownCount({ file }: { file: ImportFile }) {
  const unknown = file.kind ? file.columns.filter((column) => !column.field).length : 0
  if (unknown === 0) return null
  return (
    <span className="badge badge-warn">
      <Trans>{unknown} 列不认识</Trans>
    </span>
  )
}

function Mapping({ file }: { file: ImportFile }) {
  const { t } = useLingui()
  const unknown = file.columns.filter((column) => !column.field)
  return (
    <>
      {unknown.length > 0 && (
        <Notice tone="warn">{t`这些列不认识，将跳过：${unknown.map((column) => column.header).join('、')}`}</Notice>
      )}
      <ul className="mapping" aria-label={t`列的对应`}>
        {file.columns.map((column) => (
          <li key={column.header} className={column.field ? undefined : 'mapping-unknown'}>
            <span>
              {column.header}
              {column.field && <span className="soft"> → {column.field}</span>}
            </span>
            <code>{column.sample || '–'}</code>
          </li>
        ))}
      </ul>
    </>
  )
}
