import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DropZone, FileTrigger, isFileDropItem } from 'react-aria-components'
import { importQuery, importsQuery } from '../../api/queries'
import { uploadDelivery } from '../../api/upload'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/icons'
import { ErrorNotice } from '../../ui/Notice'
import { Progress } from '../../ui/Progress'

const ACCEPTED = ['.csv', '.txt', '.xlsx', '.xls', '.parquet', '.json', '.zip']

export function UploadCard({ city }: { city: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [share, setShare] = useState(0)
  const upload = useMutation({
    mutationFn: (files: File[]) => uploadDelivery(city, files, setShare),
    onMutate: () => setShare(0),
    onSuccess: async (run) => {
      queries.setQueryData(importQuery(run.id).queryKey, run)
      void queries.invalidateQueries({ queryKey: importsQuery(city).queryKey })
      await navigate({ to: '/census/imports/$importId', params: { importId: run.id } })
    },
  })
  return (
    <section className="card stack">
      <DropZone
        className="drop"
        onDrop={async (event) => {
          const dropped = event.items.filter(isFileDropItem)
          const files = await Promise.all(dropped.map((item) => item.getFile()))
          if (files.length > 0) upload.mutate(files)
        }}
      >
        <Icon name="upload" size={36} />
        <h2>
          <Trans>导入抽取文件</Trans>
        </h2>
        <p className="soft">
          <Trans>把 CSV、Excel（.xlsx、.xls）、Parquet 文件或 zip 拖到这里。CSV 用 GBK 或 UTF-8 都可以；先预览，再导入，重复导入不会重复计数。</Trans>
        </p>
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={ACCEPTED}
          onSelect={(list) => list && list.length > 0 && upload.mutate([...list])}
        >
          <Button look="primary" isDisabled={upload.isPending}>
            <Trans>选择文件</Trans>
          </Button>
        </FileTrigger>
      </DropZone>
      {upload.isPending && <Progress label={share < 1 ? t`正在上传` : t`正在查看文件`} share={share < 1 ? share : null} />}
      {upload.error && <ErrorNotice error={upload.error} />}
    </section>
  )
}
