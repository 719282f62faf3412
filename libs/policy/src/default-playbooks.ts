import type { Labels, Money } from '@redress/kernel';
import type { MenuItem, Playbooks, Step } from './playbooks.js';

const step = (code: string, role: string, zh: string, en: string): Step => ({ code, role, labels: { 'zh-CN': zh, en } });
const item = (remedy: string, upTo: number | null, zh: string, en: string): MenuItem => ({ remedy, ...limit(upTo), note: note(zh, en) });
const note = (zh: string, en: string): Labels => ({ 'zh-CN': zh, en });
const limit = (yuan: number | null): { upTo?: Money } => (yuan === null ? {} : { upTo: { amount: yuan * 100, currency: 'CNY' } });

/** What the seeds recommend for the cases that they tell of; times are steps here and clocks elsewhere. */
export const standardPlaybooks: Playbooks = {
  playbooks: [
    {
      category: 'hotel-room',
      steps: [
        step('respond-at-once', 'handler', '立即到场，请客人到安静处，认真倾听', 'Come at once, take the guest aside, hear them out'),
        step('inspect-room', 'handler', '与客人一同查看房间并记录', 'Look at the room with the guest and write down what is found'),
        step('apologise', 'handler', '属酒店过错的，承认并真诚道歉', 'Where it is our fault, say so and apologise'),
        step('offer-from-menu', 'handler', '从补救菜单中提出方案，由客人选择', 'Offer from the remedy menu and let the guest choose'),
        step('ask-before-departure', 'callback-agent', '离店前回访是否满意', 'Ask before departure whether all is well'),
        step('count-cause', 'supervisor', '记录原因与频次，安排培训', 'Count the cause, and train where it recurs'),
      ],
      remedies: [
        item('extra-cleaning', null, '卫生问题，立即重新清洁', 'hygiene: cleaned again at once'),
        item('other-room', null, '噪音、设施或卫生问题无法当场解决', 'noise, facilities or hygiene that cannot be mended on the spot'),
        item('room-upgrade', null, '同类房型已满时', 'where no equal room is free'),
        item('fruit-basket', 50, '小的不便', 'a small inconvenience'),
        item('late-check-out', null, '休息受影响', 'where their rest was disturbed'),
        item('free-breakfast', 100, '早餐或等候方面的不满', 'breakfast, or a wait'),
        item('partial-refund', 500, '服务明显未达约定', 'where the room was clearly not as agreed'),
        item('free-night', 1_000, '整晚无法正常入住', 'where the night was lost'),
      ],
    },
    {
      category: 'auto-repair',
      steps: [
        step(
          'receive-apart',
          'handler',
          '单独接待车主，先了解本次维修经过',
          'See the owner in a room of their own, having read the story of the repair',
        ),
        step(
          'find-fault',
          'technical-supervisor',
          '技术主管检查车辆，判定责任',
          'The technical supervisor inspects the car and finds whose fault it is',
        ),
        step(
          'own-fault-rework',
          'technical-supervisor',
          '我方责任：道歉，按客户时间安排免费返修并承担相关费用',
          'Our fault: apologise and rework free of charge, at a time that suits the owner',
        ),
        step('other-fault-explain', 'handler', '非我方责任：耐心解释，不伤客户感情', 'Not our fault: explain it with patience'),
        step(
          'other-fault-inspection',
          'technical-supervisor',
          '非我方责任：经客户同意，免费检测后检修',
          'Not our fault: with the owner’s consent, inspect free of charge and repair',
        ),
        step('thank-and-call-back', 'callback-agent', '感谢客户，修后回访', 'Thank the owner and call back after the repair'),
      ],
      remedies: [
        item('free-rework', null, '限我方责任', 'only where the fault is ours'),
        item('parts-replacement', 2_000, '我方配件质量问题', 'where the parts that we fitted are at fault'),
        item('free-inspection', null, '非我方责任，须客户同意', 'where the fault is not ours, with the owner’s consent'),
        item('labour-discount', 500, '收费争议，工时费适当减免', 'a dispute about the bill: labour reduced or waived'),
      ],
    },
    {
      category: 'logistics-delay',
      steps: [
        step('name-contact', 'handler', '指定负责人，直接联系客户', 'Name one contact, who gets in touch with the customer'),
        step('trace', 'handler', '与承运方核实包裹位置与原因', 'Ask the carrier where the parcel is and why'),
        step('show-progress', 'handler', '告知实时进度与新的送达时间', 'Tell the progress and a new date of delivery'),
        step('keep-promise', 'supervisor', '跟踪承诺时间，再延误即升级', 'Watch the promised date; late again means up a level'),
        step('ask-after-delivery', 'callback-agent', '送达后回访', 'Ask after delivery'),
      ],
      remedies: [
        item('free-shipping', 50, '延误属实', 'a proven delay'),
        item('points', 50, '首次延误的补偿', 'a first delay'),
        item('voucher', 100, '再次延误', 'a second delay'),
        item('redelivery', null, '包裹丢失或退回', 'lost or sent back'),
        item('refund', 1_000, '客户不再需要，或逾期未达', 'where it is no longer wanted, or never came'),
      ],
    },
    {
      category: 'product-defect',
      steps: [
        step('take-details', 'handler', '记录型号、批次和使用情况，留存照片', 'Take model, batch and use, and keep photographs'),
        step(
          'interim-measure-48h',
          'technical-supervisor',
          '48 小时内采取临时措施：停用或提供备用机',
          'Within 48 hours an interim measure: stop use, or a replacement on loan',
        ),
        step('examine', 'technical-supervisor', '检测产品，判定原因', 'Examine the product and find the cause'),
        step(
          'propose',
          'handler',
          '提出补偿方案；条款不清时作最不利于我方的解释',
          'Propose a remedy; where terms are unclear read them against ourselves',
        ),
        step('warn-others', 'supervisor', '核查同批次，必要时通知其他客户', 'Check the batch and tell other customers if need be'),
      ],
      remedies: [
        item('replacement', null, '免费更换', 'replaced free of charge'),
        item('repair', null, '可修复的缺陷', 'where it can be mended'),
        item('loan-item', null, '检测或维修期间', 'while it is examined or mended'),
        item('refund', 5_000, '无法更换或修复', 'where neither is possible'),
        item('compensation', null, '造成其他损失', 'where it did other harm'),
      ],
    },
    {
      category: 'policy-surrender',
      steps: [
        step('fill-form', 'handler', '接待并了解原因，填写咨诉单', 'Receive the customer, learn why, fill in the complaint form'),
        step(
          'solve-on-the-spot',
          'handler',
          '解释条款与现金价值，争取当场解决',
          'Explain terms and surrender value, and try to settle it on the spot',
        ),
        step(
          'report-to-channel-head',
          'supervisor',
          '无法当场解决的，反馈至渠道负责人',
          'What cannot be settled there goes to the channel head',
        ),
        step('fetch-records', 'handler', '调取回访录音、投保影像等资料', 'Fetch the call recordings and the proposal papers'),
        step(
          'discuss',
          'channel-head',
          '渠道与客户部讨论处理结果：同意全部或部分通融退保，或不同意',
          'Channel and customer service decide: surrender in full or in part as a goodwill, or not',
        ),
        step('inform-customer', 'handler', '与客户沟通；不同意的，再次沟通', 'Tell the customer; if they do not agree, talk again'),
        step('application', 'handler', '客户填写申请资料', 'The customer fills in the application'),
        step('approve', 'channel-head', '按授权规则审批公司承担金额', 'Approve what the company bears, by the authority matrix'),
        step('pay', 'finance', '财务付费', 'Finance pays'),
      ],
      remedies: [
        item('explanation', null, '先行解释，客户可继续持有', 'first of all; the customer may keep the policy'),
        item('surrender-goodwill', null, '全部通融退保，按授权审批', 'in full, as a goodwill: by the authority matrix'),
        item('partial-surrender-goodwill', null, '部分通融退保，按授权审批', 'in part, as a goodwill: by the authority matrix'),
        item('gift', 200, '客户继续持有保单', 'where the customer keeps the policy'),
      ],
    },
    {
      category: 'attitude',
      steps: [
        step('separate', 'supervisor', '由他人接待，当事人回避', 'Somebody else receives the customer; the person concerned keeps out'),
        step('hear-both', 'handler', '听取双方陈述，调取录音录像', 'Hear both sides, fetch recordings'),
        step('apologise', 'supervisor', '属实的，当事人或主管当面道歉', 'Where it is true, the person or the supervisor apologises'),
        step('look-behind', 'handler', '了解隐性诉求：是否感到不被尊重', 'Look behind it: is it about respect?'),
        step('train', 'supervisor', '安排培训，记录覆盖率', 'Train, and record who was'),
        step('ask-again', 'callback-agent', '一周后回访', 'Ask again a week later'),
      ],
      remedies: [
        item('apology', null, '当面或电话', 'in person or by telephone'),
        item('apology-letter', null, '客户要求书面答复', 'where the customer asks for it in writing'),
        item('priority-number', null, '下次优先办理', 'served first next time'),
        item('gift', 100, '表达歉意', 'as a token'),
      ],
    },
  ],
};

export const playbooksReason =
  'Read from the seeds: hotel, repair shop (own fault: free rework; not own fault: inspection with consent), late deliveries (progress and a ' +
  'named contact), product defects (an interim measure within 48 hours), surrender of policies as a goodwill 通融退保, and the attitude of staff. ' +
  'Limits are our proposal; what needs approval, the authority matrix says.';
