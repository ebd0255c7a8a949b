import { Trans, useLingui } from '@lingui/react/macro'
import { metres } from '../../../i18n/format'
import { Button } from '../../../ui/Button'
import { NameForm } from './NameForm'
import { PartsChoice } from './PartsChoice'
import { narrower, NEEDS_CELL, wider } from './tools'
import type { Studio } from './useStudio'
import { useHint } from './useHint'

/** What to do next with the tool, and what it can be set to. */
export function Hint({ studio }: { studio: Studio }) {
  const { t } = useLingui()
  const { tool, chosen, editing, radius, setRadius, wanted } = studio
  const hint = useHint(studio)
  const needsFinish = wanted !== undefined && tool !== 'paint' && tool !== 'lasso'
  return (
    <div className="edit-hint">
      <div className="row">
        <p>{hint}</p>
        {tool === 'paint' && (
          <span className="edit-radius">
            <Button look="quiet" icon="minus" aria-label={t`画笔变小`} aria-keyshortcuts="[" onPress={() => setRadius(narrower(radius))} />
            <output aria-label={t`画笔半径`}>{metres(radius)}</output>
            <Button look="quiet" icon="plus" aria-label={t`画笔变大`} aria-keyshortcuts="]" onPress={() => setRadius(wider(radius))} />
          </span>
        )}
        {tool === 'parts' && chosen && <PartsChoice parts={studio.parts} onChange={studio.setParts} />}
        {tool === 'rename' && chosen && <NameForm key={chosen.number} cell={chosen} studio={studio} />}
        {needsFinish && (
          <>
            <Button look="primary" isPending={editing.isPending} onPress={studio.finish}>
              <Trans>完成</Trans>
            </Button>
            {tool !== 'parts' && (
              <Button onPress={studio.clear}>
                <Trans>清除</Trans>
              </Button>
            )}
          </>
        )}
        {chosen && NEEDS_CELL.has(tool) && (
          <Button look="quiet" onPress={() => studio.choose(undefined)}>
            <Trans>换一格</Trans>
          </Button>
        )}
      </div>
    </div>
  )
}
