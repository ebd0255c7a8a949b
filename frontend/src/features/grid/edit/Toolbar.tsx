import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup, Toolbar as AriaToolbar, Button, TooltipTrigger, Tooltip } from 'react-aria-components'
import { toolWord } from '../../../i18n/edit-words'
import { LineIcon } from '../../../ui/icons'
import { useKeys } from '../../../ui/keys'
import { EDIT_ICONS } from './icons'
import { KeysHelp } from './KeysHelp'
import { useStepWords } from './steps'
import { narrower, TOOLS, wider, type Tool } from './tools'
import type { Studio } from './useStudio'

/** The tools, each with its key; undo and redo; and what all the keys are. */
export function Toolbar({ studio }: { studio: Studio }) {
  const { t } = useLingui()
  const [showsKeys, setShowsKeys] = useState(false)
  const { editing, radius } = studio
  const { undo, redo } = useStepWords(studio.plan)
  const run = (act: 'undo' | 'redo', can: string | undefined) => can !== undefined && editing.run({ act })
  const tools = Object.fromEntries(TOOLS.map(({ tool, key }) => [key, () => studio.use(tool)]))
  useKeys({
    ...tools,
    '[': () => studio.setRadius(narrower(radius)),
    ']': () => studio.setRadius(wider(radius)),
    '?': () => setShowsKeys(true),
    enter: studio.finish,
    escape: () => (studio.wanted || studio.picked.length > 0 ? studio.clear() : studio.use('choose')),
    'ctrl+z': () => run('undo', undo),
    'ctrl+shift+z': () => run('redo', redo),
    'ctrl+y': () => run('redo', redo),
  })
  return (
    <AriaToolbar className="edit-toolbar" aria-label={t`编辑工具`}>
      <Step icon="undo" word={undo ? t`撤销：${undo}` : t`没有可撤销的`} label={t`撤销`} keys="Ctrl+Z" isDisabled={!undo} onPress={() => run('undo', undo)} />
      <Step icon="redo" word={redo ? t`重做：${redo}` : t`没有可重做的`} label={t`重做`} keys="Ctrl+Shift+Z" isDisabled={!redo} onPress={() => run('redo', redo)} />
      <ToggleButtonGroup
        className="edit-tools"
        aria-label={t`工具`}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[studio.tool]}
        onSelectionChange={([tool]) => studio.use(tool as Tool)}
      >
        {TOOLS.map(({ tool, key, icon }) => (
          <TooltipTrigger key={tool} delay={600}>
            <ToggleButton id={tool} className="edit-tool" aria-keyshortcuts={key}>
              <LineIcon path={EDIT_ICONS[icon]} />
              {toolWord(tool)}
            </ToggleButton>
            <Tip>{`${toolWord(tool)} (${key.toUpperCase()})`}</Tip>
          </TooltipTrigger>
        ))}
      </ToggleButtonGroup>
      <span className="row-end" />
      <Button className="edit-tool" aria-keyshortcuts="?" onPress={() => setShowsKeys(true)}>
        <kbd className="edit-help" aria-hidden="true">
          ?
        </kbd>
        {t`按键`}
      </Button>
      <KeysHelp isOpen={showsKeys} onClose={() => setShowsKeys(false)} />
    </AriaToolbar>
  )
}

interface StepProps {
  icon: 'undo' | 'redo'
  label: string
  /** What it would undo or redo. */
  word: string
  keys: string
  isDisabled: boolean
  onPress: () => void
}

function Step({ icon, label, word, keys, isDisabled, onPress }: StepProps) {
  return (
    <TooltipTrigger delay={300}>
      <Button className="edit-tool" aria-label={word} aria-keyshortcuts={keys.replace('Ctrl', 'Control')} isDisabled={isDisabled} onPress={onPress}>
        <LineIcon path={EDIT_ICONS[icon]} />
        {label}
      </Button>
      <Tip>{`${word} (${keys})`}</Tip>
    </TooltipTrigger>
  )
}

function Tip({ children }: { children: string }) {
  return <Tooltip className="edit-tip">{children}</Tooltip>
}
