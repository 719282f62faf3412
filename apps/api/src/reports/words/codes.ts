import type { Labels } from '@redress/kernel';

type Words = Readonly<Record<string, readonly [en: string, zh: string]>>;

const rootCauses: Words = {
  people: ['people', '人员'],
  process: ['process', '流程'],
  product: ['product', '产品'],
  policy: ['policy', '制度'],
  system: ['system', '系统'],
  environment: ['environment', '环境'],
};
const kindsOfImprovement: Words = {
  corrective: ['corrective', '纠正'],
  preventive: ['preventive', '预防'],
  opportunity: ['opportunity', '商机'],
  training: ['training', '培训'],
};
const levels: Words = { 'level-1': ['level 1', '一级'], 'level-2': ['level 2', '二级'], 'level-3': ['level 3', '三级'] };
const bodies: Words = {
  regulator: ['regulator', '监管部门'],
  association: ['trade association', '行业协会'],
  ombudsman: ['ombudsman', '调解机构'],
  court: ['court', '法院'],
  media: ['media', '媒体'],
};
const roles: Words = {
  handler: ['handler', '处理人'],
  supervisor: ['supervisor', '客服主管'],
  'callback-agent': ['call-back agent', '回访员'],
  'technical-supervisor': ['technical supervisor', '技术主管'],
  'general-manager': ['general manager', '总经理'],
  'channel-head': ['channel head', '渠道总'],
  'operations-director': ['operations director', '运营总监'],
  cfo: ['CFO', '首席财务官'],
  'chief-actuary': ['chief actuary', '首席精算师'],
  board: ['board', '董事会'],
  'board-secretary': ['board secretary', '董事会秘书'],
  finance: ['finance', '财务'],
  'policy-admin': ['policy admin', '制度管理员'],
  'privacy-officer': ['privacy officer', '个人信息保护负责人'],
  auditor: ['auditor', '审计'],
  analyst: ['analyst', '分析师'],
  operator: ['operator', '运维'],
  service: ['service', '系统服务'],
};

/** Codes that the program itself defines, by dimension or column; `report.dimension` where a report has codes of its own. Others are a company's. */
export const codeWords: Readonly<Record<string, Words>> = {
  grade: { grievance: ['grievance', '抱怨'], complaint: ['complaint', '投诉'] },
  language: { 'zh-CN': ['Chinese', '中文'], en: ['English', '英文'] },
  origin: {
    api: ['entered', '接口录入'],
    automation: ['automation', '自动处理'],
    import: ['import', '历史导入'],
    simulation: ['simulation', '演示模拟'],
  },
  severity: { low: ['low', '低'], medium: ['medium', '中'], high: ['high', '高'], critical: ['critical', '特别严重'] },
  urgency: { urgent: ['urgent', '紧急'], normal: ['normal', '一般'] },
  obligation: { statutory: ['statutory', '法定'], own: ['our own', '公司自定'] },
  responsible: roles,
  role: roles,
  outcome: {
    upheld: ['upheld', '成立'],
    partly: ['partly upheld', '部分成立'],
    rejected: ['rejected', '不成立'],
    goodwill: ['goodwill', '通融'],
    withdrawn: ['withdrawn', '撤诉'],
    transferred: ['transferred', '移送'],
    duplicate: ['duplicate', '重复'],
    inadmissible: ['inadmissible', '不予受理'],
    unresolved: ['unresolved', '未解决'],
    'not-stated': ['not stated', '未说明'],
  },
  settlement: { 'on-the-spot': ['on the spot', '当场解决'], 'in-summary': ['in summary', '简易解决'], handled: ['handled', '处理后答复'] },
  scope: {
    none: ['no approval', '无需审批'],
    channel: ['channel', '渠道总授权'],
    branch: ['branch', '分公司授权'],
    'head-office': ['head office', '总公司授权'],
  },
  reached: { ...levels, ...bodies },
  track: { level: ['level', '内部层级'], external: ['outside', '外部机构'] },
  trigger: {
    person: ['person', '人员'],
    deadline: ['deadline', '时限'],
    'tipping-point': ['tipping point', '临界点'],
    authority: ['authority', '权限'],
    customer: ['customer', '客户'],
  },
  resolution: { quickly: ['resolved quickly', '迅速圆满解决'], resolved: ['resolved', '已解决'], unresolved: ['unresolved', '未解决'] },
  rootCause: rootCauses,
  faultParty: { own: ['our own', '本公司'], customer: ["customer's", '客户'], third: ["third party's", '第三方'] },
  finding: { substantiated: ['substantiated', '属实'], partly: ['partly', '部分属实'], not: ['not substantiated', '不属实'] },
  decision: { upheld: ['upheld', '成立'], 'not-upheld': ['not upheld', '不成立'], unmapped: ['unmapped', '未对应'] },
  timelyResponse: { yes: ['yes', '是'], no: ['no', '否'] },
  consumerDisputed: { yes: ['yes', '是'], no: ['no', '否'] },
  'department-latency.kind': { 'hand-over': ['hand-over', '移交'], contribution: ['contribution', '协办'] },
  ending: {
    assigned: ['assigned', '分配'],
    'handed-over': ['handed over', '移交'],
    'handed-back': ['handed back', '退回'],
    given: ['given', '协办完成'],
    refused: ['refused', '拒绝协办'],
    closed: ['closed', '结案'],
    merged: ['merged', '合并'],
  },
  'trend-alerts.kind': {
    rise: ['rise', '上升'],
    'rise-against-exposure': ['rise against exposure', '与业务量不符的上升'],
    'rise-against-quality': ['rise against quality', '与质量不符的上升'],
    'cliff-fall': ['cliff-like fall', '断崖式下降'],
  },
  'improvement.kind': kindsOfImprovement,
  'improvement.cause': rootCauses,
  'improvement-benefit.kind': kindsOfImprovement,
  'improvement-benefit.cause': rootCauses,
};

/** What a unit is called beside a column's meaning. */
export const unitWords: Words = {
  date: ['date', '日期'],
  code: ['code', '代码'],
  ratio: ['ratio', '比例'],
  'minor units': ['amount', '金额'],
  minutes: ['time', '时长'],
  score: ['score', '分值'],
  complaints: ['complaints', '件投诉'],
  closings: ['closings', '次结案'],
  remedies: ['remedies', '项补救'],
  escalations: ['escalations', '次升级'],
  'hand-backs': ['hand-backs', '次退回'],
  'follow-ups': ['follow-ups', '次回访'],
  rounds: ['rounds', '轮审批'],
  signatures: ['signatures', '个签字'],
  investigations: ['investigations', '次调查'],
  reopenings: ['reopenings', '次重开'],
  mergers: ['mergers', '次合并'],
  links: ['links', '个关联'],
  spans: ['spans', '次持有'],
  clocks: ['clocks', '个时限'],
  extensions: ['extensions', '次延期'],
  promises: ['promises', '项承诺'],
  visits: ['visits', '次到访'],
  risks: ['risks', '次'],
  rank: ['rank', '名次'],
  text: ['words', '文字'],
  instant: ['instant', '时刻'],
  position: ['position', '日志位置'],
  improvements: ['improvements', '项整改'],
  benefits: ['benefits', '笔效益'],
};

/** Calendar periods: the name of a bucket, and what `{period}` becomes in Chinese. */
export const bucketWords: Words = {
  day: ['day', '当日'],
  week: ['week', '当周'],
  month: ['month', '当月'],
  quarter: ['quarter', '当季'],
  year: ['year', '当年'],
};

/** The word of the language, of a pair. */
export function inLanguage(language: keyof Labels, [en, zh]: readonly [en: string, zh: string, ...rest: string[]]): string {
  return language === 'en' ? en : zh;
}
