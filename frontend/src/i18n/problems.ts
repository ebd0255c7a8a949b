/** What the server refuses, in words: what happened, and what to do. By code; an unknown code shows the server's own sentence. */
import { t } from '@lingui/core/macro'
import type { Problem } from '../api/problem'
import { CARD_TEXTS } from './card-problems'
import { RISK_TEXTS } from './risk-problems'
import { EDIT_TEXTS } from './edit-problems'
import { EVENT_TEXTS } from './event-problems'
import { count, dateTime } from './format'
import { findingText } from './findings'
import { MAP_TEXTS } from './map-problems'
import { SEAT_TEXTS } from './seat-problems'
import { SERVICE_TEXTS } from './service-problems'
import { WORK_TEXTS } from './work-problems'
import { planChangeWord } from './words'

export interface ProblemText {
  what: string
  todo: string
}

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

export function problemText(problem: Problem): ProblemText {
  const text = TEXTS[problem.code]
  if (text) {
    const [what, todo] = text(problem.params)
    return { what, todo }
  }
  const finding = findingText(problem.code)
  if (finding) return { what: finding, todo: '' }
  if (problem.code.startsWith('http.')) return { what: t`服务器拒绝了请求（${problem.code.slice(5)}）。`, todo: t`请刷新页面后重试。` }
  return { what: problem.detail, todo: problem.hint }
}

const file = (params: Params) => String(params['file'] ?? '')
const list = (value: unknown) => (Array.isArray(value) ? value.join('、') : String(value ?? ''))
const number = (value: unknown) => count(Number(value ?? 0))

function minutes(params: Params): number {
  return Math.max(1, Math.ceil(Number(params['retry_after_s'] ?? 60) / 60))
}

function unreadable(params: Params): string {
  const problems = Array.isArray(params['problems']) ? (params['problems'] as (Problem & { file: string })[]) : []
  return problems.map((one) => `${one.file}:${problemText(one).what}`).join(' ')
}

const TEXTS: Record<string, Text> = {
  ...WORK_TEXTS,
  ...SEAT_TEXTS,
  ...SERVICE_TEXTS,
  ...EDIT_TEXTS,
  ...CARD_TEXTS,
  ...RISK_TEXTS,
  ...EVENT_TEXTS,
  ...MAP_TEXTS,
  network: () => [t`连不上服务器。`, t`请检查网络，稍后重试。`],
  'copy.locked': () => [t`超过 72 小时没有连上服务器，本机的客户资料已清除。`, t`请联网并登录，资料会重新下载；待上传的内容仍在本机。`],
  internal: () => [t`系统出了问题。`, t`请重试；若仍如此，请把时间和页面告诉管理员。`],
  'db.unreachable': () => [t`数据库暂时没有响应。`, t`请稍候重试。`],
  'input.invalid': () => [t`填写的内容不符合要求。`, t`请检查后再提交。`],
  'request.cross_site': () => [t`请求来自其他网站，已拒绝。`, t`请直接打开本系统操作。`],
  'sign_in.required': () => [t`登录已失效。`, t`请重新登录。`],
  'sign_in.wrong': () => [t`用户名或密码不正确。`, t`请检查后重试，密码区分大小写。`],
  'sign_in.locked': (params) => [t`密码错误次数过多，登录已锁定。`, t`请在 ${minutes(params)} 分钟后重试。`],
  'session.not_found': () => [t`这个登录已经结束。`, ''],
  'access.denied': () => [t`您的角色没有此权限。`, t`请联系管理员。`],
  'tiles.invalid': () => [t`地图瓦片的设置不对。`, t`请管理员检查 GRIDWARD_TILES 的地址和坐标系。`],
  'city.not_found': () => [t`没有这个城市。`, t`请换一个城市。`],
  'city.no_basemap': () => [t`这个城市还没有底图。`, t`请管理员重新添加城市。`],
  'import.not_found': () => [t`没有这次导入。`, t`请返回导入列表。`],
  'import.busy': () => [t`这个城市正在导入。`, t`请等它结束后再开始。`],
  'import.wrong_status': () => [t`这次导入的状态已经变了。`, t`请刷新列表。`],
  'import.interrupted': () => [t`导入中断，数据没有任何改变。`, t`可以重新开始。`],
  'import.files_gone': () => [t`交付的文件已经不在了。`, t`请重新上传。`],
  'import.no_room': (params) => [t`服务器的 ${String(params['folder'])} 已写满，没有导入任何数据。`, t`请管理员清出空间后重新开始。`],
  'import.no_files': () => [t`没有找到 CSV、Excel 或 Parquet 文件。`, t`请选择抽取的文件，或包含它们的 zip。`],
  'import.missing_columns': (params) => [t`${file(params)} 缺少必需的列：${list(params['columns'])}。`, t`请补上这些列后重新上传。`],
  'import.same_kind': (params) => [t`这些文件是同一种：${list(params['files'])}。`, t`每种文件只交付一个。`],
  'import.unreadable': (params) => [t`有文件无法读取，没有导入任何数据。${unreadable(params)}`, t`请修正这些文件后整体重新上传。`],
  'import.mostly_refused': (params) => [t`${file(params)} 的大部分行都不能接受，没有导入任何数据。`, t`请检查列的对应和文件内容。`],
  'import.mapping': (params) => [t`映射文件 ${file(params)} 不能使用。`, t`请对照系统自带的映射文件修改。`],
  'correction.not_found': () => [t`没有这个退回的行。`, t`请刷新列表。`],
  'correction.changed': () => [t`别人刚刚改过这一行，您的输入还没有保存。`, t`请记下您的输入，重新载入后再填。`],
  'correction.delivered': () => [t`这一行已经重新导入过了。`, t`请看那次导入的报告。`],
  'correction.nothing_ready': () => [t`现在没有可以导入的行。`, t`请先更正；可以导入的可能已在另一次导入里。`],
  'correction.other_mapping': () => [t`这次导入用的是另一份列映射，不能在这里更正。`, t`请下载退回的行，修正后用那份映射导入。`],
  'gazetteer.wrong_frame': () => [t`小区坐标与所标的坐标系不符，没有导入任何数据。`, t`请先检查坐标系，再重新上传。`],
  'intake.empty': (params) => [t`${file(params)} 是空文件。`, t`请重新导出。`],
  'intake.encoding': (params) => [t`${file(params)} 的编码无法识别。`, t`请以 UTF-8 或 GBK 编码保存后重新上传。`],
  'intake.other_kind': (params) => [t`${file(params)} 不是表格文件。`, t`请导出为 CSV、Excel（.xlsx）或 Parquet 后重新上传。`],
  'intake.damaged': (params) => [t`${file(params)} 已损坏或不完整。`, t`请重新导出后再上传。`],
  'intake.password': (params) => [t`${file(params)} 有密码保护。`, t`请去掉密码另存后重新上传。`],
  'intake.several_sheets': (params) => [t`${file(params)} 有几个工作表的列相同：${list(params['sheets'])}。`, t`请把所有行放在一个工作表里。`],
  'intake.oversized': (params) => [t`${file(params)} 太大，无法作为工作簿打开。`, t`请删去表格以外的内容，或导出为 CSV 或 Parquet。`],
  'intake.no_header': (params) => [t`${file(params)} 没有表头。`, t`请在第一行写上列名。`],
  'intake.repeated_column': (params) => [t`${file(params)} 有重复的列名。`, t`请保证每列名称唯一。`],
  'intake.unreadable': (params) => [t`${file(params)} 无法读取。`, t`请重新上传。`],
  'upload.empty': () => [t`这次交付里没有文件。`, t`请选择抽取的文件，或包含它们的 zip。`],
  'upload.kind': (params) => [t`${file(params)} 不是抽取文件。`, t`抽取由 .csv、.txt、.xlsx、.xls 或 .parquet 文件组成，也可以打成一个 zip。`],
  'upload.not_a_zip': (params) => [t`${file(params)} 无法解压：已损坏、有密码或不是 zip。`, t`请不加密码重新打包，或直接选择里面的文件。`],
  'upload.same_name': (params) => [t`有两个同名文件：${file(params)}。`, t`一次只交付一份抽取。`],
  'upload.too_large': (params) => [t`文件超过 ${number(params['limit_mb'])} MB。`, t`请分批交付，或由管理员在服务器上导入。`],
  'upload.too_many': (params) => [t`${file(params)} 里的文件太多。`, t`请只打包抽取文件。`],
  'todo.not_found': () => [t`没有这位客户。`, t`请刷新列表。`],
  'todo.not_placed': () => [t`这位客户不是人工定位的。`, t`没有可撤销的内容。`],
  'place.outside_city': () => [t`这个位置在城市之外。`, t`请在城区范围内选点。`],
  'place.one_of': () => [t`小区和位置只能给一个。`, t`请选择小区，或在地图上选点。`],
  'community.not_found': () => [t`本市没有这个小区。`, t`请选择其他小区。`],
  'grid.cells_or_capacity': () => [t`网格数和每格客户数只填一个。`, ''],
  'grid.not_positive': () => [t`网格数和每格客户数至少为 1。`, ''],
  'grid.tolerance_out_of_range': () => [t`允许偏差应在 0.5% 到 50% 之间。`, t`常用 5%。`],
  'grid.no_customers': () => [t`没有已定位的孤儿单客户，无法划网格。`, t`请先导入数据并定位地址。`],
  'grid.too_many_cells': (params) => [t`网格数比有客户的地点还多。`, t`最多可以划 ${number(params['places'])} 格。`],
  'grid.points_outside': () => [t`有客户位置在城区之外，无法划网格。`, t`请检查行政区边界和小区坐标。`],
  'grid.broken': () => [t`划出的网格没有通过检查，没有保存。`, t`这是系统的错误，请把时间和城市告诉管理员。`],
  'grid.no_place': (params) => [t`${number(params['count'])} 个地点没有坐标。`, t`请先定位这些地址。`],
  'grid.bad_weight': (params) => [t`${number(params['count'])} 个地点的客户数有误。`, t`客户数应是不小于 0 的整数。`],
  'grid.bad_shares': () => [t`各格的份额有误。`, t`每格给一个大于 0 的份额。`],
  'grid.bad_locked': () => [t`锁定的网格有误。`, t`锁定的网格不能重叠，也不能超出城区。`],
  'grid.leaving_what': () => [t`没有说明沿用哪个方案。`, t`请选择要沿用的方案，或不选要撤销和锁定的网格。`],
  'grid.locked_leaves': (params) => [t`网格 ${String(params['numbers'])} 既要撤销又要锁定。`, t`请只选其一。`],
  'grid.all_locked': (params) => [t`方案 v${String(params['version'])} 留下的网格全部锁定，其余地方没有网格可划。`, t`请至少解锁一个留下的网格。`],
  'grid.shut_in': (params) => [
    t`要划的地方被隔成 ${number(params['parts'])} 块，只有 ${number(params['cells'])} 格，每块分不到一格。`,
    t`请解锁夹在中间的网格，或增加网格数。`,
  ],
  'grid.land_changed': () => [t`城区边界与方案的网格不再一致，无法锁定网格。`, t`请不锁定网格，或重新划一套。`],
  'grid.keep_with_capacity': () => [t`改划只能填网格数，不能填每格客户数。`, ''],
  'grid.nothing_to_keep': (params) => [t`方案 v${String(params['version'])} 没有可以沿用的网格。`, t`请选择草稿或已发布的方案。`],
  'grid.no_such_cells': (params) => [t`方案 v${String(params['version'])} 中没有这些网格：${String(params['numbers'])}。`, ''],
  'grid.all_leave': (params) => [t`方案 v${String(params['version'])} 的网格全部撤销，没有可以沿用的。`, t`请重新划一套。`],
  'grid.name_who_leaves': (params) => [
    t`沿用 ${number(params['stay'])} 格，只要 ${number(params['cells'])} 格。`,
    t`请再选 ${number(params['more'])} 个要撤销的网格。`,
  ],
  'grid.nobody_known': () => [t`要沿用的方案中，所有地点都已没有客户。`, t`请重新划一套。`],
  'plan.others_go_on': (params) => [t`方案 v${String(params['later'])} 是在它的基础上改划的。`, t`请先删除方案 v${String(params['later'])}。`],
  'grid.bad_anchors': () => [t`网点的位置有误。`, t`请检查网点坐标。`],
  'grid.fault': () => [t`划格程序出错，没有保存。`, t`这是系统的错误，请把时间和城市告诉管理员。`],
  'grid.worker_died': () => [t`划格进程被系统终止，可能是内存不足。`, t`请重新划格，或请管理员增加内存。`],
  'plan.not_found': () => [t`没有这个方案。`, t`它可能已被删除，请刷新。`],
  'plan.wrong_status': () => [t`方案的状态已经变了。`, t`可能有人先操作了，请刷新后再看。`],
  'plan.effective_in_past': () => [t`生效日期不能早于今天。`, t`请选择今天或以后的日期。`],
  'plan.later_exists': (params) => [t`方案 ${number(params['version'])} 已定于 ${String(params['since'])} 生效。`, t`请选择更晚的日期。`],
  'plan.hands_too_often': (params) => [
    t`${number(params['customers'])} 位客户将在 ${number(params['days'])} 天内换专员超过 ${number(params['most'])} 次。`,
    t`请锁定他们所在的网格，或选择更晚的日期；确有必要时可以仍然发布。`,
  ],
  'plan.changed': (params) => [
    params['by'] ? t`${String(params['by'])} 在 ${dateTime(String(params['at']))} 已${planChangeWord(String(params['what']))}这个方案。` : t`这个方案已被别人改过。`,
    t`请刷新，看过现在的样子再操作。`,
  ],
  'plan.not_reviewed': () => [t`方案还没有审核。`, t`请先审核，再发布。`],
  'plan.review_own': () => [t`不能审核自己划的方案。`, t`请另一位运营同事审核。`],
  'plan.other_city': () => [t`两个方案不在同一个城市。`, t`请选择同一城市的方案。`],
  'plan.not_built': () => [t`方案还没有划好的网格。`, t`请选择已划好的方案。`],
  'plan.followed': (params) => [t`${String(params['since'])} 起另有方案生效。`, t`请先回滚那个方案。`],
  'plan.has_history': (params) => [t`方案 v${number(params['version'])} 撤回之前，已有人在它的网格里做过工作。`, t`请保留它：做过的事要留下记录。`],
  'plan.nothing_before': () => [t`这是本市的第一个方案，没有可以退回的网格。`, t`请另划一个方案发布。`],
  'plan.interrupted': () => [t`划格中断。`, t`请重新划格。`],
  'cell.not_found': () => [t`这个方案没有这个网格。`, t`请在列表中选择。`],
}
