import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { takeCandidates } from '../../../api/candidates'
import type { Frame } from '../../../api/drawn'
import type { City } from '../../../api/queries'
import { refusalWord } from '../../../i18n/candidates'
import { frameChoices } from '../../../i18n/drawn'
import { count } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { Choice } from '../../../ui/Field'
import { ErrorNotice } from '../../../ui/Notice'
import { Table } from '../../../ui/Table'

const ACCEPTED = ['.csv', '.xlsx', '.xls', '.geojson', '.json', '.gpkg']

/** A file of candidates: what can be taken is taken at once, and what is wrong with the other rows is told. */
export function CandidateImport({ city, onClose }: { city: City; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [file, setFile] = useState<File>()
  const [frame, setFrame] = useState<Frame>('WGS-84')
  const take = useMutation({
    mutationFn: ({ chosen, check }: { chosen: File; check: boolean }) => takeCandidates(city.code, chosen, frame, check),
    onSuccess: (_, { check }) => (check ? undefined : queries.invalidateQueries({ queryKey: ['plan-stations'] })),
  })
  const found = take.data
  return (
    <>
      <p className="soft">
        <Trans>CSV、Excel、GeoJSON 或 GeoPackage，一行一个：网点编号、名称、经度、纬度，可带坐标系、可容纳人数、月成本。再次导入同一文件不会改变什么。</Trans>
      </p>
      <div className="row">
        <FileTrigger
          acceptedFileTypes={ACCEPTED}
          onSelect={(list) => {
            setFile(list?.[0])
            take.reset()
          }}
        >
          <Button icon="upload" isDisabled={take.isPending}>
            <Trans>选择候选网点文件</Trans>
          </Button>
        </FileTrigger>
        <span>{file?.name ?? t`还没有选择文件`}</span>
      </div>
      <Choice label={t`没写坐标系的行按`} value={frame} options={frameChoices()} onChange={(value) => setFrame(value as Frame)} />
      {take.error && <ErrorNotice error={take.error} />}
      {found && (
        <output>
          {found.taken ? (
            <Trans>
              已导入：新增 {count(found.new)}，更新 {count(found.changed)}，未变 {count(found.unchanged)}，未收 {count(found.refused.length)}。
            </Trans>
          ) : (
            <Trans>
              检查结果：新增 {count(found.new)}，更新 {count(found.changed)}，未变 {count(found.unchanged)}，不收 {count(found.refused.length)}。
            </Trans>
          )}
        </output>
      )}
      {found && found.refused.length > 0 && (
        <Table
          caption={t`没有收的行`}
          columns={[
            { key: 'line', header: t`行`, cell: (one) => one.line, sort: (one) => one.line, numeric: true },
            { key: 'number', header: t`编号`, cell: (one) => one.station_no },
            { key: 'why', header: t`原因`, cell: (one) => refusalWord(one.why) },
            { key: 'value', header: t`内容`, cell: (one) => one.value },
          ]}
          rows={found.refused}
          rowKey={(one) => `${one.line}`}
        />
      )}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>关闭窗口</Trans>
        </Button>
        <Button isPending={take.isPending} isDisabled={!file} onPress={() => file && take.mutate({ chosen: file, check: true })}>
          <Trans>检查</Trans>
        </Button>
        <Button look="primary" isPending={take.isPending} isDisabled={!file || found?.taken === true} onPress={() => file && take.mutate({ chosen: file, check: false })}>
          <Trans>导入</Trans>
        </Button>
      </div>
    </>
  )
}
