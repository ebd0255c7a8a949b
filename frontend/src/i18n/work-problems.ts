/** What the work refuses, in words: what happened, and what to do. By code, as `problems.ts` has it for the rest. */
import { t } from '@lingui/core/macro'
import { count, dateTime, day } from './format'
import { staffStatusWord } from './staff'
import { callOutcomeWord, requestStateWord } from './work'

type Params = Record<string, unknown>
type Text = (params: Params) => [what: string, todo: string]

const text = (params: Params, key: string) => String(params[key] ?? '')
const number = (params: Params, key: string) => count(Number(params[key] ?? 0))
const date = (params: Params, key: string) => (params[key] ? day(text(params, key).slice(0, 10)) : '–')
const time = (params: Params, key: string) => (params[key] ? dateTime(text(params, key)) : '–')

export const WORK_TEXTS: Record<string, Text> = {
  'customer.not_found': () => [t`没有这位客户，或不在您的服务范围内。`, t`请从名单或网格里重新打开。`],
  'call.outcome_not_offered': (params) => [t`这类通话没有「${callOutcomeWord(text(params, 'outcome'))}」这个结果。`, t`请刷新页面，选择其他结果。`],
  'call.service_missing': () => [t`还没有选择客户要办什么。`, t`请选择受理的事项。`],
  'suspicion.unknown_sign': () => [t`选择的可疑情况有的已经没有了。`, t`请刷新页面后重选。`],
  'call.purpose_unknown': () => [t`没有这种来电事由。`, t`请刷新页面后重选。`],
  'call.needs_customer': () => [t`还不知道来电的是哪位客户，这一项不能登记。`, t`请先找到客户；找不到就去掉这一项，写在备注里。`],
  'service_item.unknown': () => [t`没有这种受理事项。`, t`请刷新页面后重选。`],
  'task.not_found': () => [t`这项任务不在您今天的网格里。`, t`请刷新今日工作。`],
  'route.half_a_place': () => [t`位置不完整。`, t`请重新从您的位置出发。`],
  'policy.not_found': () => [t`这张保单不是这位客户的。`, t`请刷新客户页面后重选。`],
  'history.not_known': (params) => [t`那一天还不知道这张保单。`, t`请选择 ${date(params, 'first')} 或以后的日期。`],
  'debit.not_a_file': () => [t`这不是认识的回盘文件。`, t`第一行须以 H|GRIDWARD-DEBIT|1| 开头，格式见文档。`],
  'debit.encoding': (params) => [t`文件内容与文件头写的编码 ${text(params, 'encoding')} 不符。`, t`请用 UTF-8 或 GB18030，并在文件头写明。`],
  'debit.cut_off': () => [t`文件没有尾行，已被截断。`, t`请向银行索取完整的文件。`],
  'debit.count_differs': (params) => [t`尾行写 ${text(params, 'told')} 行，实有 ${number(params, 'found')} 行。`, t`没有收下任何内容，请向银行索取完整的文件。`],
  'debit.sum_differs': (params) => [t`尾行写合计 ${text(params, 'told')} 元，实为 ${text(params, 'found')} 元。`, t`没有收下任何内容，请向银行重新索取。`],
  'debit.from_future': (params) => [t`文件日期 ${date(params, 'day')} 还没有到。`, t`请检查文件头的日期和服务器的时钟。`],
  'debit.same_number': (params) => [t`${text(params, 'sender')} 的文件 ${text(params, 'number')} 已收过，内容不同。`, t`请向银行确认以哪一份为准，更正的文件要用新的编号。`],
  'debit.busy': () => [t`本市正在导入数据，或正在执行每日作业。`, t`没有收下任何内容，请在结束后再试。`],
  'debit.too_large': (params) => [t`文件超过 ${number(params, 'limit_mb')} MB。`, t`请在服务器上用 gridward debits take 收取，或请银行分开提供。`],
  'debit.interrupted': () => [t`收取中断了。`, t`没有收下任何内容，请再交付一次。`],
  'debit.file_gone': () => [t`这份文件已经不再保留。`, t`请再交付一次。`],
  'debit.delivery_not_found': () => [t`没有这次交付，或不在您的城市。`, t`请查看回盘文件的列表。`],
  'debit.not_found': () => [t`没有这份回盘文件，或不在您的城市。`, t`请从列表重新打开。`],

  'memo.not_found': () => [t`没有这条消息，或不是您发的。`, t`请刷新列表。`],
  'memo.nobody': () => [t`收消息的人今天不在您的网格，或还没有账号。`, t`请刷新名单后重选，或改打电话。`],
  'memo.replied': () => [t`这条消息已经回复过了。`, t`请直接联系发消息的人。`],

  'operations.too_large': (params) => [t`一次上传的内容超过 ${number(params, 'limit_kb')} KB。`, t`系统会分批再传，不用重新填写。`],

  'sync.cursor_unknown': () => [t`离线资料与服务器接不上：隔得太久，或数据库恢复过。`, t`系统会重新下载这个网格，未上传的内容不受影响。`],
  'sync.busy': () => [t`现在下载网格的人太多。`, t`系统会自动重试。`],

  'attachment.too_large': (params) => [t`附件超过 ${number(params, 'limit_mb')} MB。`, t`请把照片拍小一些，或把材料分开提交。`],
  'attachment.piece_too_large': (params) => [t`附件的一段超过 ${number(params, 'limit_kb')} KB。`, t`系统会分小段再传。`],
  'attachment.piece': () => [t`附件的一段大小不对。`, t`系统会重新上传。`],
  'attachment.offset': () => [t`附件的一段接不上已传的部分。`, t`系统会从断点继续。`],
  'attachment.incomplete': () => [t`附件还没有传完。`, t`系统会从断点继续。`],
  'attachment.not_begun': () => [t`服务器还没有这个附件。`, t`系统会从头上传。`],
  'attachment.not_found': () => [t`附件还没有传到。`, t`它可能还在专员的平板上，请稍后再看。`],
  'attachment.other_file': () => [t`传到的内容与附件不符。`, t`系统会重新上传。`],
  'attachment.other_kind': () => [t`附件不是照片或 PDF，没有收下。`, t`请重新拍照，或换成 PDF。`],
  'photo.unreadable': () => [t`这张照片的格式打不开，不会上传。`, t`请在相机设置里改用 JPEG 格式再拍；需要原件时，可在「同步」里导出。`],
  'attachment.heic': () => [t`照片是 HEIC 格式，没有收下。`, t`请在相机设置里改用 JPEG 格式（「兼容性最佳」）再拍。`],
  'attachment.too_many_pixels': () => [t`图片的像素太多，没有收下。`, t`请用相机重新拍照。`],
  'attachment.day_full': (params) => [t`今天上传的附件超过 ${number(params, 'limit_mb')} MB。`, t`照片留在本机，稍后会自动上传。`],
  'attachment.not_scanned': () => [t`现在查不了附件里有没有有害内容。`, t`系统会自动再试；请管理员检查查毒程序。`],
  'attachment.malware': () => [t`附件里发现有害内容，没有收下。`, t`请不要打开它，并联系管理员。`],

  'device.not_found': () => [t`没有这台平板，或不在您的网点。`, t`名单已刷新。`],
  'device.wiped': () => [t`这台平板已经清空了。`, t`专员在上面重新登录后，它会重新出现。`],
  'device.key': () => [t`浏览器给出的平板密钥不能使用。`, t`请更新浏览器后重新登录。`],
  'device.challenge': () => [t`平板的登录续期超过了时限。`, t`会自动再试；仍不行请重新登录。`],
  'device.signature': () => [t`服务器不认识这台平板。`, t`请用密码登录。`],
  'device.revoked': () => [t`这台平板已被停用。`, t`请联系网点主管。`],

  'operation.not_found': () => [t`没有这条等待处理的内容，或不在您的网点。`, t`名单已刷新。`],
  'operation.decided': () => [t`这条内容已有人处理。`, t`名单已刷新。`],
  'operation.unreadable': () => [t`服务器不认识这条内容，没有办法采纳。`, t`请填写原因退回，或等服务器更新后再采纳。`],
  'operation.no_customer': () => [t`您的网格里没有这位客户。`, t`请填写原因退回，或请运营人员处理。`],
  'operation.no_specialist': () => [t`上传的账号没有对应的专员。`, t`请先让管理员把账号与专员对应起来，或填写原因退回。`],

  'promise.not_due': () => [t`这一期已不是最早的未缴保费，可能刚刚缴了。`, t`请刷新客户页面，按现在的应收重新选择。`],
  'promise.in_past': (params) => [t`承诺的日期 ${date(params, 'promised_on')} 已经过去。`, t`请选择今天或以后的日期。`],
  'promise.too_late': (params) => [t`承诺的日期太晚，缴费最迟到 ${date(params, 'last')}。`, t`请与客户约一个更早的日期。`],

  'queue.empty': (params) => [t`现在没有可以呼叫的客户。`, queueLater(params)],
  'queue.taken': () => [t`这位客户已被其他坐席领取。`, t`名单已刷新，请呼叫下一位。`],
  'queue.not_found': () => [t`这位客户已不在待呼名单里。`, t`名单已刷新，请呼叫下一位。`],
  'queue.hand_full': (params) => [t`您手上还有客户没有办完，一次最多 ${number(params, 'most')} 位。`, t`请先保存通话结果，或把客户放回名单。`],
  'seat.away': () => [t`您现在登记为离席，不会领到客户。`, t`请让管理员改为在席，再呼叫下一位。`],
  'seat.departed': () => [t`这个账号已停用，不能再领取客户。`, t`请联系管理员。`],
  'seat.not_found': () => [t`没有这个坐席账号。`, t`请核对登录名。`],
  'claim.not_found': () => [t`没有这次领取，或不是您领取的。`, t`请从待呼名单重新开始。`],
  'claim.ended': () => [t`这次领取已经结束，客户可能已回到名单。`, t`已经打过的电话仍然可以保存。`],
  'call.differs': () => [t`这通电话已保存过，内容与现在填写的不同。`, t`请刷新页面查看已保存的结果。`],
  'call.forbidden': () => [t`现在不能呼叫这位客户。`, t`请放回名单，可以呼叫时会再回到名单。`],
  'call.link_not_due': () => [t`这一期已不是待缴保费，可能刚刚缴了。`, t`请刷新客户页面后再发送链接。`],
  'call.saved_already': () => [t`这次领取的通话结果已经保存。`, t`请刷新页面查看，再呼叫下一位。`],
  'call.promise_missing': () => [t`结果是承诺缴费，但没有填写承诺。`, t`请选择哪一笔和哪一天。`],
  'call.callback_missing': () => [t`结果是预约回拨，但没有填写时间。`, t`请填写回拨的时间。`],
  'call.visit_missing': () => [t`结果是希望上门，但没有填写上门请求。`, t`请填写希望的时间和要告诉专员的话。`],
  'call.not_with_outcome': (params) => [t`「${callOutcomeWord(text(params, 'outcome'))}」不能带承诺或回拨时间。`, t`请重新选择结果后保存。`],
  'call.callback_out_of_range': (params) => [t`回拨时间应在从现在起的 ${number(params, 'within_days')} 天内。`, t`请重新选择时间。`],

  'request.open_already': () => [t`这位客户已有一个没办完的转上门。`, t`请取消勾选「转上门」后保存，或等它办完。`],
  'request.wished_in_past': (params) => [t`希望上门的日期 ${date(params, 'wished_on')} 已经过去。`, t`请选择今天或以后的日期。`],
  'request.not_found': () => [t`没有这个上门请求，或不是给您的。`, t`请刷新今日工作。`],
  'request.expired': (params) => [t`接单时限 ${time(params, 'accept_by')} 已过，请求已回到坐席。`, t`坐席会再联系客户。`],
  'request.answered': (params) => [t`这个上门请求已有答复：${requestStateWord(text(params, 'state'))}。`, t`请刷新今日工作。`],

  'staffing.no_plan': () => [t`没有生效的网格方案，无法配备。`, t`请先发布网格方案。`],
  'tenure.start_in_past': (params) => [t`开始日期 ${date(params, 'start')} 已经过去。`, t`请选择今天或以后的日期。`],
  'tenure.not_found': () => [t`这个网格从那天起本来就没有专员。`, t`请刷新页面。`],
  'tenure.end_before_start': (params) => [t`专员从 ${date(params, 'start')} 才开始负责这个网格。`, t`请选择那天或以后的日期。`],
  'cell.not_in_force': (params) => [t`${date(params, 'day')} 这个网格不在生效的方案里。`, t`请刷新页面，选择现行方案的网格。`],
  'specialist.not_found': () => [t`本市没有这名专员。`, t`请刷新名单。`],
  'specialist.not_in_service': (params) => [t`这名专员现在不在岗（${staffStatusWord(text(params, 'status'))}）。`, t`请选择在岗的专员。`],
  'specialist.on_leave': (params) => [
    params['until'] ? t`这名专员那时休假，到 ${date(params, 'until')} 为止。` : t`这名专员那时休假。`,
    t`请选择休假以后的日期，或选择其他专员。`,
  ],
  'profile.changed': (params) => [t`${text(params, 'by')} 刚刚改过这名专员的档案，您的输入还没有保存。`, t`请看过现在的内容，再填写仍然正确的。`],
  'profile.leave_reversed': () => [t`休假的最后一天早于第一天。`, t`请改最后一天。`],
  'specialist.has_cell': (params) => [t`这名专员那时负责网格 ${number(params, 'number')} ${text(params, 'name')}，一人一格。`, t`请先让他离开那个网格，或选择没有网格的专员。`],
  'specialist.has_account': (params) => [t`这名专员已有账号 ${text(params, 'login')}。`, t`请使用那个账号。`],
  'account.no_supervisor': (params) => [t`账号 ${text(params, 'login')} 不是网点主管。`, t`请先给它主管角色。`],
  'station.not_found': () => [t`没有这个网点。`, t`请检查网点编号。`],
  'message.not_found': () => [t`没有这条消息。`, t`请刷新列表。`],
  'message.gateway': (params) => [t`没有这种发送方式：${text(params, 'gateway')}。`, t`请联系管理员检查设置。`],
  'job.failed': () => [t`任务因系统错误失败。`, t`请再试一次；若仍失败，请把时间和任务告诉管理员。`],
  'job.not_found': () => [t`没有这个任务。`, t`请刷新任务列表。`],
  'job.next_waits': () => [t`下一个同类任务已在排队。`, t`不用处理：有执行进程空闲就会开始。`],
  'job.not_failed': () => [t`任务的状态已经变了，不需要再试。`, t`请刷新任务列表。`],
  'day.interrupted': () => [t`每日作业中断。`, t`下一次执行会补上，也可以现在执行。`],
  'rules.invalid': (params) => [t`规则文件 ${text(params, 'rules')} ${text(params, 'version')} 不能使用。`, t`请联系管理员检查规则文件。`],
}

function queueLater(params: Params): string {
  if (params['next_at']) return t`最早的在 ${time(params, 'next_at')}，另有 ${number(params, 'claimed')} 位正在通话。`
  return Number(params['claimed'] ?? 0) > 0 ? t`有 ${number(params, 'claimed')} 位正由其他坐席呼叫。` : t`新的名单每天夜里和每次导入后排出。`
}
