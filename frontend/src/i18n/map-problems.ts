/** What the server refuses about maps that leave or arrive: keys for map programs. */
import { t } from '@lingui/core/macro'
import { count } from './format'

type Params = Record<string, unknown>

export const MAP_TEXTS: Record<string, (params: Params) => [what: string, todo: string]> = {
  'map_key.too_many': (params) => [t`您已经有 ${count(Number(params['most'] ?? 0))} 把密钥。`, t`请先收回不再使用的。`],
  'map_key.not_found': () => [t`这把密钥已经失效。`, ''],
}
