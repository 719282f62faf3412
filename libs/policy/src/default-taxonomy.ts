import type { CodeList, Taxonomy } from './taxonomy.js';

/** Code, zh-CN, en, and the codes below it. */
type Row = readonly [code: string, zh: string, en: string, below?: readonly Row[]];

function open(...rows: readonly Row[]): CodeList {
  return { strict: false, entries: entriesOf(rows) };
}

function entriesOf(rows: readonly Row[], parent?: string): CodeList['entries'] {
  return rows.flatMap(([code, zh, en, below = []]) => [
    { code, labels: { 'zh-CN': zh, en }, ...(parent !== undefined && { parent }) },
    ...entriesOf(below, code),
  ]);
}

/** What a company begins with (domain §1 and the seeds); numbers ①②③ are those of the slides on insurance complaints. */
export const standardTaxonomy: Taxonomy = {
  channels: open(
    ['phone', '电话', 'telephone'],
    [
      'branch',
      '网点',
      'branch',
      [
        ['bank-branch', '银行网点', 'bank branch'],
        ['counter', '柜面', 'counter'],
      ],
    ],
    ['on-site', '现场', 'on site'],
    ['visit', '上门', 'visit'],
    ['letter', '信访', 'letter'],
    ['email', '电子邮件', 'e-mail'],
    ['web', '网站', 'website'],
    ['app', '手机应用', 'app'],
    ['chat', '在线客服', 'chat'],
    ['social-media', '社交媒体', 'social media'],
    ['call-back', '电话回访', 'call-back'],
    [
      'authority',
      '主管机构',
      'authority',
      [
        ['regulator', '监管部门', 'regulator'],
        ['association', '行业协会', 'trade association'],
        ['ombudsman', '调解机构', 'ombudsman'],
        ['court', '法院', 'court'],
      ],
    ],
    ['media', '媒体', 'media'],
  ),
  causes: open(
    [
      'sales',
      '① 网点或客户经理',
      '① branch or account manager',
      [
        [
          'misleading-sale',
          '销售误导',
          'misleading sale',
          [
            ['sold-as-deposit', '误认为存款', 'sold as a deposit'],
            ['sold-as-gift', '误认为开卡赠送', 'sold as a gift with a card'],
          ],
        ],
        [
          'contract-terms',
          '条款解释不符',
          'terms not as explained',
          [
            ['exaggerated-return', '夸大收益', 'return exaggerated'],
            ['exaggerated-cover', '夸大保障功能', 'cover exaggerated'],
            ['exaggerated-start', '承保时效不符', 'start of cover not as told'],
            ['incomplete-papers', '销售资料不齐全', 'papers incomplete'],
          ],
        ],
        ['missing-signature', '代签名', 'signed by somebody else'],
      ],
    ],
    [
      'company-service',
      '② 公司服务',
      "② the company's service",
      [
        [
          'service-staff',
          '服务人员',
          'service staff',
          [
            ['no-contact', '无人主动联系', 'nobody in touch'],
            ['only-dunning', '只来催款', 'in touch only for payment'],
            ['staff-attitude', '服务态度', 'staff attitude'],
            ['incompetence', '业务不熟', 'not competent'],
          ],
        ],
        [
          'service-items',
          '服务项目',
          'services offered',
          [
            ['few-services', '服务项目较少', 'fewer than elsewhere'],
            ['hotline-busy', '咨询电话难打', 'hotline hard to reach'],
          ],
        ],
        [
          'processing-time',
          '办理时效',
          'time to process',
          [
            ['underwriting-time', '承保时效', 'underwriting'],
            ['policy-service-time', '保全时效', 'policy service'],
            ['claim-time', '理赔时效', 'claims'],
          ],
        ],
      ],
    ],
    [
      'investment-return',
      '③ 投资收益',
      '③ investment return',
      [
        ['expected-return', '收益期望过高', 'return below expectation'],
        ['cash-value', '现金价值', 'surrender value'],
        ['market', '投资市场', 'market'],
      ],
    ],
    [
      'delay',
      '延误',
      'delay',
      [
        ['late-delivery', '配送延误', 'late delivery'],
        ['flight-delay', '航班延误', 'flight delay'],
        ['slow-repair', '维修拖延', 'slow repair'],
        ['after-sales-slow', '售后处理慢', 'slow after-sales service'],
        ['long-wait', '等候时间长', 'long wait'],
        ['queueing', '排队时间长', 'queueing'],
        ['missed-appointment', '失约', 'missed appointment'],
        ['no-information', '信息不及时', 'not kept informed'],
      ],
    ],
    [
      'product-fault',
      '产品缺陷',
      'product fault',
      [
        ['not-as-described', '与描述不符', 'not as described'],
        ['counterfeit', '假冒', 'counterfeit'],
        ['parts-quality', '配件质量', 'quality of parts'],
        ['safety-risk', '安全隐患', 'safety risk'],
      ],
    ],
    [
      'workmanship',
      '服务质量',
      'workmanship',
      [
        ['defect-after-repair', '维修后故障', 'fault after repair'],
        ['dirty-after-visit', '作业后未清理', 'left dirty after a visit'],
        ['treatment-dispute', '诊疗争议', 'dispute about treatment'],
        ['poor-reception', '信号差', 'poor reception'],
        ['overbooking', '超额预订', 'overbooking'],
        ['rebooking', '退改签', 'rebooking'],
      ],
    ],
    [
      'loss-or-damage',
      '丢失或损坏',
      'loss or damage',
      [
        ['damaged-parcel', '包裹破损', 'damaged parcel'],
        ['lost-parcel', '包裹丢失', 'lost parcel'],
        ['lost-baggage', '行李丢失', 'lost baggage'],
      ],
    ],
    [
      'price',
      '价格与收费',
      'price and charges',
      [
        ['price-dispute', '价格争议', 'dispute about a price'],
        ['charges', '收费', 'charges'],
        ['unexpected-charges', '不明扣费', 'unexpected charges'],
        ['fee-dispute', '费用争议', 'dispute about a fee'],
        ['meter-reading', '抄表计量', 'meter reading'],
        ['refund-delayed', '退款未到', 'refund overdue'],
      ],
    ],
    [
      'terms-and-rules',
      '规则与合同',
      'rules and contracts',
      [
        ['contract-change', '合同变更', 'contract changed'],
        ['withdrawal-refused', '拒绝办理', 'transaction refused'],
        ['claim-refused', '拒赔', 'claim refused'],
      ],
    ],
    [
      'privacy',
      '隐私与个人信息',
      'privacy',
      [
        ['data-leak', '信息泄露', 'data leaked'],
        ['unwanted-contact', '骚扰推销', 'unwanted contact'],
      ],
    ],
    [
      'surroundings',
      '环境',
      'surroundings',
      [
        ['noise', '噪音', 'noise'],
        ['cleanliness', '卫生', 'cleanliness'],
        ['security', '治安', 'security'],
        ['facilities', '设施', 'facilities'],
      ],
    ],
    ['other', '其他', 'other'],
  ),
  categories: open(
    ['attitude', '服务态度', 'staff attitude'],
    ['delay', '延误', 'delay', [['logistics-delay', '物流延误', 'late delivery']]],
    ['product-defect', '产品缺陷', 'product defect'],
    [
      'service-quality',
      '服务质量',
      'quality of service',
      [
        ['auto-repair', '汽车维修', 'car repair'],
        ['hotel-room', '酒店客房', 'hotel room'],
      ],
    ],
    ['mis-selling', '销售误导', 'mis-selling'],
    ['policy-surrender', '退保', 'surrender of a policy'],
    ['claims', '理赔', 'claims'],
    ['fees', '收费', 'fees and charges'],
    ['refund', '退款', 'refund'],
    ['delivery-damage', '运输损坏', 'damage or loss in delivery'],
    ['contract', '合同与条款', 'contract and terms'],
    ['privacy', '隐私', 'privacy'],
    ['safety', '安全', 'safety'],
    ['hygiene', '卫生', 'hygiene'],
    ['information', '信息告知', 'information'],
    ['rights', '权益纠纷', 'dispute about rights'],
    ['other', '其他', 'other'],
  ),
  products: open(
    [
      'insurance',
      '保险',
      'insurance',
      [
        [
          'life-insurance',
          '人寿保险',
          'life insurance',
          [
            ['participating-life', '分红险', 'participating life'],
            ['universal-life', '万能险', 'universal life'],
            ['unit-linked', '投资连结险', 'unit-linked'],
          ],
        ],
        ['critical-illness', '重大疾病险', 'critical illness'],
      ],
    ],
    [
      'banking',
      '银行',
      'banking',
      [
        ['current-account', '活期账户', 'current account'],
        ['time-deposit', '定期存款', 'time deposit'],
        ['credit-card', '信用卡', 'credit card'],
      ],
    ],
    [
      'car-repair',
      '汽车维修',
      'car repair',
      [
        ['engine-repair', '发动机维修', 'engine repair'],
        ['body-and-paint', '钣金喷漆', 'body and paint'],
        ['maintenance', '保养', 'maintenance'],
      ],
    ],
    [
      'hotel',
      '酒店',
      'hotel',
      [
        ['room', '客房', 'room'],
        ['breakfast', '早餐', 'breakfast'],
        ['conference', '会议', 'conference'],
      ],
    ],
    [
      'property',
      '物业',
      'property',
      [
        ['estate-management', '物业管理', 'estate management'],
        ['parking', '停车', 'parking'],
      ],
    ],
    [
      'retail',
      '零售',
      'retail',
      [
        ['household', '家居', 'household'],
        ['electronics', '电子产品', 'electronics'],
        ['clothing', '服装', 'clothing'],
      ],
    ],
    [
      'logistics',
      '物流',
      'logistics',
      [
        ['parcel', '包裹', 'parcel'],
        ['freight', '货运', 'freight'],
        ['cold-chain', '冷链', 'cold chain'],
      ],
    ],
    [
      'air-travel',
      '航空',
      'air travel',
      [
        ['domestic-flight', '国内航班', 'domestic flight'],
        ['international-flight', '国际航班', 'international flight'],
      ],
    ],
    [
      'telecom',
      '通信',
      'telecom',
      [
        ['mobile', '移动业务', 'mobile'],
        ['broadband', '宽带', 'broadband'],
      ],
    ],
    [
      'health-care',
      '医疗',
      'health care',
      [
        ['out-patient', '门诊', 'out-patient'],
        ['in-patient', '住院', 'in-patient'],
      ],
    ],
    [
      'gas',
      '燃气',
      'gas',
      [
        ['gas-supply', '供气', 'gas supply'],
        ['gas-safety-check', '安检', 'gas safety check'],
      ],
    ],
  ),
  remedies: open(
    ['apology', '道歉', 'apology', [['apology-letter', '书面道歉', 'letter of apology']]],
    [
      'explanation',
      '解释说明',
      'explanation',
      [
        ['free-explanation', '专人讲解', 'explanation in person'],
        ['free-consultation', '免费咨询', 'free consultation'],
      ],
    ],
    [
      'money',
      '款项',
      'money',
      [
        ['refund', '退款', 'refund'],
        ['partial-refund', '部分退款', 'partial refund'],
        ['premium-refund', '退还保费', 'refund of premiums'],
        ['surrender-goodwill', '通融退保', 'surrender as a goodwill'],
        ['partial-surrender-goodwill', '部分通融退保', 'partial surrender as a goodwill'],
        ['policy-cancellation', '撤销保单', 'cancellation of the policy'],
        ['fee-waiver', '费用减免', 'fee waived'],
        ['labour-discount', '工时费减免', 'labour waived'],
        ['compensation', '赔偿', 'compensation'],
      ],
    ],
    [
      'in-kind',
      '实物与服务',
      'in kind',
      [
        ['replacement', '换货', 'replacement'],
        ['repair', '维修', 'repair'],
        ['free-rework', '免费返修', 'rework free of charge'],
        ['free-inspection', '免费检测', 'inspection free of charge'],
        ['parts-replacement', '更换配件', 'replacement of parts'],
        ['loan-item', '备用机', 'replacement on loan'],
        ['extra-cleaning', '重新清洁', 'cleaning'],
        ['rebooking', '改签', 'rebooking'],
        ['redelivery', '重新配送', 'delivered again'],
      ],
    ],
    [
      'hospitality',
      '酒店礼遇',
      'hospitality',
      [
        ['other-room', '换房', 'another room'],
        ['room-upgrade', '房型升级', 'room upgrade'],
        ['late-check-out', '延迟退房', 'late check-out'],
        ['free-breakfast', '赠送早餐', 'breakfast on the house'],
        ['fruit-basket', '赠送果盘', 'fruit basket'],
        ['free-night', '免费住宿', 'free night'],
        ['hotel-night', '住宿安排', 'night in a hotel'],
        ['meal-voucher', '餐券', 'meal voucher'],
        ['lounge-access', '贵宾室', 'lounge access'],
      ],
    ],
    [
      'gesture',
      '心意',
      'gesture',
      [
        ['voucher', '代金券', 'voucher'],
        ['gift', '礼品', 'gift'],
        ['points', '积分', 'points'],
        ['free-shipping', '免运费', 'free shipping'],
        ['data-package', '流量包', 'data package'],
        ['priority-number', '优先办理', 'priority'],
      ],
    ],
  ),
  rootCauses: open(
    ['people', '人员', 'people'],
    ['process', '流程', 'process'],
    ['product', '产品', 'product'],
    ['policy', '制度', 'policy'],
    ['system', '系统', 'system'],
    ['environment', '环境', 'environment'],
  ),
  faultParties: open(['own', '我方', 'ourselves'], ['customer', '客户', 'customer'], ['third', '第三方', 'third party']),
  outcomes: open(
    ['upheld', '投诉成立', 'upheld'],
    ['partly', '部分成立', 'upheld in part'],
    ['rejected', '投诉不成立', 'rejected'],
    ['goodwill', '通融', 'goodwill'],
    ['withdrawn', '客户撤诉', 'withdrawn'],
    ['transferred', '移送', 'transferred'],
    ['duplicate', '重复投诉', 'duplicate'],
    ['inadmissible', '不予受理', 'inadmissible'],
    ['unresolved', '未解决', 'unresolved'],
  ),
  levels: open(
    ['1', '第一层：客服、服务主管、电话回访员', 'level 1: customer service, service supervisor, call-back agent'],
    ['2', '第二层：另加技术主管（保险：渠道负责人）', 'level 2: with the technical supervisor (an insurer: channel head)'],
    ['3', '第三层：另加总经理', 'level 3: with the general manager'],
  ),
};

export const taxonomyReason =
  "Causes are those of the slides on insurance complaints (① branch or account manager, ② the company's service, ③ investment return) and " +
  'those that other trades know; remedies those of insurer, hotel, repair shop and retailer; the fishbone has its six branches. No list is ' +
  'strict: a company that has its own codes uses them at once, and publishes them when it is ready.';
