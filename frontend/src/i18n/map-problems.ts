/** What the server refuses about maps that leave or arrive: keys for map programs, plans that were drawn. */
import { t } from '@lingui/core/macro'
import type { CandidateRefusal } from '../api/candidates'
import { refusalWord } from './candidates'
import { count } from './format'

type Params = Record<string, unknown>

const number = (params: Params, key: string) => count(Number(params[key] ?? 0))
const text = (params: Params, key: string) => String(params[key] ?? '')

export const MAP_TEXTS: Record<string, (params: Params) => [what: string, todo: string]> = {
  'map_key.too_many': (params) => [t`您已经有 ${number(params, 'most')} 把密钥。`, t`请先收回不再使用的。`],
  'map_key.not_found': () => [t`这把密钥已经失效。`, ''],
  'plan.no_tile': () => [t`地图没有这一块。`, t`请重新打开页面。`],
  'station.unknown': (params) => [t`没有候选网点 ${text(params, 'numbers')}。`, t`请重新打开页面后再选。`],
  'station.not_open': (params) => [t`${text(params, 'numbers')} 不是已开的网点。`, t`请重新打开页面后再选。`],
  'station.closes_where': () => [t`没有说明沿用哪个方案。`, t`请选择网格挂在该网点的方案。`],
  'station.too_few_cells': (params) => [
    t`要撤销 ${text(params, 'station')} 的 ${number(params, 'wanted')} 格，可撤销的只有 ${number(params, 'cells')} 格。`,
    t`请少撤销几格，或沿用现行方案。`,
  ],
  'station.file_kind': () => [t`这个文件不是表格，也没有可读的点。`, t`请另存为 CSV、Excel（.xlsx）、GeoPackage 或 GeoJSON。`],
  'station.too_large': (params) => [t`文件超过 ${number(params, 'limit_mb')} MB。`, t`请只保留候选网点。`],
  'station.too_many_rows': (params) => [
    t`文件有 ${number(params, 'rows')} 行，一个城市最多 ${number(params, 'most')} 个候选网点。`,
    t`请只保留候选网点。`,
  ],
  'station.bad_candidate': (params) => [
    t`不能保存：${refusalWord(params['why'] as CandidateRefusal['why'])}。`,
    t`请改正后再保存。`,
  ],
  'station.no_candidate': (params) => [t`没有候选网点 ${text(params, 'number')}。`, t`请重新打开页面后再选。`],
  'station.is_open': (params) => [t`${text(params, 'station')} 是已开的网点。`, t`请先随方案关闭它。`],
  'station.opens_again': (params) => [
    t`${text(params, 'station')} 由现行方案关闭，回滚时会重新开。`,
    t`下一个方案生效后才能移除。`,
  ],
  'station.wished_for': (params) => [
    t`草稿 v${text(params, 'version')} 选定了 ${text(params, 'station')}。`,
    t`请先为它重新选网点。`,
  ],
  'station.no_room': (params) => [
    t`关闭 ${text(params, 'numbers')} 后只坐得下 ${number(params, 'room')} 位专员，需要 ${number(params, 'cells')} 位。`,
    t`请保留其中一个，或多选几个网点。`,
  ],
  'drawn.kind': () => [t`这不是 GeoPackage，也不是 GeoJSON。`, t`请在地图软件中另存为 GeoPackage（.gpkg）或 GeoJSON（.geojson）。`],
  'drawn.no_cells': () => [t`文件里没有可用的网格图层。`, t`请只保存一个面图层，一个要素就是一格；有几个图层时，把网格图层命名为 cells。`],
  'drawn.too_large': (params) => [t`文件超过 ${number(params, 'limit_mb')} MB。`, t`请只保存网格图层。`],
  'drawn.heal': (params) => [t`自动修补的宽度应在 ${number(params, 'least')} 到 ${number(params, 'most')} 米之间。`, t`更宽的请在地图软件中重画。`],
  'drawn.frame': (params) => [
    t`按 ${text(params, 'frame')} 读取与城市边界不符，更像是 ${text(params, 'looks_like')}。`,
    t`请选择正确的坐标系后重新检查。`,
  ],
  'drawn.faults': () => [t`方案有不能自动修补的问题，没有保存。`, t`请按报告修改后重新导入，或放宽自动修补的宽度。`],
}
