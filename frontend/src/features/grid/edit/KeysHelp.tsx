import { Trans, useLingui } from '@lingui/react/macro'
import { toolWord } from '../../../i18n/edit-words'
import { Dialog } from '../../../ui/Dialog'
import { KeysSwitch } from '../../../ui/KeyCap'
import { TOOLS } from './tools'

/** All keys of hand editing. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const others: [keys: string, does: string][] = [
    ['[  ]', t`画笔变小、变大`],
    ['Enter', t`完成`],
    ['Esc', t`清除未完成的，再按一次放下工具`],
    ['Backspace', t`去掉上一个点`],
    ['Space', t`按住时拖动地图`],
    ['Ctrl+Z', t`撤销`],
    ['Ctrl+Shift+Z  Ctrl+Y', t`重做`],
    ['?', t`快捷键一览`],
  ]
  return (
    <Dialog title={t`快捷键`} isOpen={isOpen} onClose={onClose}>
      <table className="table edit-keys">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">
              <Trans>按键</Trans>
            </th>
            <th scope="col">
              <Trans>作用</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...TOOLS.map(({ tool, key }) => [key.toUpperCase(), toolWord(tool)]), ...others].map(([keys, does]) => (
            <tr key={keys}>
              <td>
                <kbd className="edit-key">{keys}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <KeysSwitch />
    </Dialog>
  )
}
