import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { checkDrawn, storeDrawn, type DrawnOrder, type Frame } from '../../../api/drawn'
import { plansQuery, type City } from '../../../api/queries'
import { frameChoices } from '../../../i18n/drawn'
import { Button } from '../../../ui/Button'
import { Choice, Field } from '../../../ui/Field'
import { ErrorNotice } from '../../../ui/Notice'
import { tell } from '../../../ui/toast'
import { Report } from './Report'

const ACCEPTED = ['.gpkg', '.geojson', '.json']
const LEAST_M = 1
const MOST_M = 200

interface Props {
  city: City
  onClose: () => void
}

/** A file is examined first; only what is in order, or was mended, is stored. */
export function ImportForm({ city, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/grid' })
  const [file, setFile] = useState<File>()
  const [frame, setFrame] = useState<Frame>('WGS-84')
  const [heal, setHeal] = useState(String(LEAST_M))
  const [pool, setPool] = useState<DrawnOrder['pool']>('orphan')
  const check = useMutation({ mutationFn: (order: DrawnOrder) => checkDrawn(city.code, order) })
  const store = useMutation({
    mutationFn: (order: DrawnOrder) => storeDrawn(city.code, order),
    onSuccess: async (plan) => {
      await queries.invalidateQueries({ queryKey: plansQuery(city.code).queryKey })
      tell(t`已存为草稿 v${plan.version}`)
      onClose()
      await navigate({ search: { plan: plan.id } })
    },
  })
  const width = Number(heal)
  const isWidth = heal.trim() !== '' && width >= LEAST_M && width <= MOST_M
  const busy = check.isPending || store.isPending
  // What was found holds for what was asked.
  const chosen = <T,>(set: (value: T) => void) => (value: T) => {
    set(value)
    check.reset()
    store.reset()
  }
  const order = file && isWidth ? { file, frame, heal: width, pool } : undefined
  return (
    <>
      <p className="soft">
        <Trans>在 QGIS 里画好的网格：GeoPackage 或 GeoJSON，一个要素就是一格。先检查，没有问题才存为草稿。</Trans>
      </p>
      <div className="row">
        <FileTrigger acceptedFileTypes={ACCEPTED} onSelect={(list) => list?.[0] && chosen(setFile)(list[0])}>
          <Button icon="upload" isDisabled={busy}>
            <Trans>选择方案文件</Trans>
          </Button>
        </FileTrigger>
        <span>{file?.name ?? t`还没有选择文件`}</span>
      </div>
      <Choice label={t`画图时底图的坐标系`} value={frame} options={frameChoices()} onChange={(value) => chosen(setFrame)(value as Frame)} />
      <Field
        label={t`自动修补的宽度（米）`}
        hint={t`不超过这个宽度的空隙和重叠归相邻网格；更宽的要在地图软件中修改。`}
        value={heal}
        onChange={chosen(setHeal)}
        inputMode="decimal"
        {...(isWidth ? {} : { error: t`请填写 ${LEAST_M} 到 ${MOST_M} 之间的数` })}
      />
      <Choice
        label={t`为谁划`}
        value={pool}
        options={[
          { value: 'orphan', label: t`存续客户` },
          { value: 'orphan_and_mixed', label: t`存续客户和混合客户` },
        ]}
        onChange={(value) => chosen(setPool)(value as DrawnOrder['pool'])}
      />
      {check.error && <ErrorNotice error={check.error} />}
      {store.error && <ErrorNotice error={store.error} />}
      {check.data && <Report report={check.data} />}
      <div className="row dialog-foot">
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button
          {...(check.data ? {} : { look: 'primary' as const })}
          isPending={check.isPending}
          isDisabled={!order}
          onPress={() => order && check.mutate(order)}
        >
          <Trans>检查</Trans>
        </Button>
        {check.data?.can_be_stored && (
          <Button look="primary" isPending={store.isPending} isDisabled={!order} onPress={() => order && store.mutate(order)}>
            <Trans>存为草稿</Trans>
          </Button>
        )}
      </div>
    </>
  )
}
