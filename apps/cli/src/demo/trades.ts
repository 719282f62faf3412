import type { RootCause } from '@redress/complaint';

/*
 * What the company deals in, and what its customers complain about: the trades, channels, causes and remedies of the documents that the
 * domain was read from (misleading sale 销售误导, signature by another hand 代签名, surrender by way of exception 通融退保 …).
 */

type Language = 'zh-CN' | 'en';

/** What happened, and what the customer asks for, in their own words. */
type Said = Readonly<Record<Language, readonly [account: string, demands: string]>>;

/** How often a cause is met at a part of the half-year, from 0 to 1: as often as ever, if there is none. */
export type Trend = (part: number) => number;

export interface Cause {
  readonly code: string;
  readonly category: string;
  readonly weight: number;
  readonly trend?: Trend;
  /** Somebody of the staff is complained about, so often. */
  readonly personal?: number;
  readonly rootCause: RootCause;
  readonly said: Said;
}

export interface Trade {
  readonly index: number;
  readonly code: string;
  readonly weight: number;
  readonly products: readonly string[];
  readonly channels: Readonly<Record<string, number>>;
  readonly causes: readonly Cause[];
  /** That cost something, and that cost nothing. */
  readonly remedies: readonly string[];
  readonly gestures: readonly string[];
  /** What is at stake: `large` amounts reach the board. */
  readonly amounts: 'small' | 'middle' | 'large';
}

/** Ever more from the middle of the half-year on. */
const rises: Trend = (part) => (part < 0.5 ? 1 : 1 + (part - 0.5) * 8);
/** Falls off a cliff 断崖式下降: what was complained about is no longer bought. */
const falls: Trend = (part) => (part < 0.62 ? 1.6 : 0.05);
/** Mended by a rule that took three days to write: it dies away. */
const mended: Trend = (part) => (part < 0.4 ? 1.5 : Math.max(0.15, 1.5 - (part - 0.4) * 9));
/** A few weeks of sales at which everything is sent at once. */
const season: Trend = (part) => (part > 0.66 && part < 0.76 ? 4 : 0.8);
/** Two storms. */
const storms: Trend = (part) => ((part > 0.21 && part < 0.225) || (part > 0.47 && part < 0.49) ? 14 : 0.7);

const cause = (
  code: string,
  category: string,
  weight: number,
  rootCause: RootCause,
  said: Said,
  more: Pick<Cause, 'trend' | 'personal'> = {},
): Cause => ({ code, category, weight, rootCause, said, ...more });

const list: readonly Omit<Trade, 'index'>[] = [
  {
    code: 'insurance',
    weight: 24,
    products: ['participating-life', 'universal-life', 'critical-illness', 'unit-linked'],
    channels: { phone: 34, branch: 14, 'bank-branch': 16, letter: 8, regulator: 8, app: 8, web: 6, 'on-site': 6 },
    remedies: ['surrender-goodwill', 'surrender-goodwill', 'refund', 'partial-refund', 'fee-waiver'],
    gestures: ['apology-letter', 'gift', 'free-explanation'],
    amounts: 'large',
    causes: [
      cause(
        'misleading-sale',
        'sales',
        9,
        'people',
        {
          'zh-CN': ['在银行网点存钱，柜员说是收益更高的存款，回家才发现买的是保险，根本没人讲过要交十年。', '全额退保，退还所交保费。'],
          en: [
            'I went to the bank to deposit money and was told this was a savings product. It turned out to be a ten-year policy.',
            'Cancel the policy and give me back every premium I paid.',
          ],
        },
        { personal: 0.45 },
      ),
      cause(
        'contract-terms',
        'terms',
        5,
        'product',
        {
          'zh-CN': ['业务员夸大了保障范围，理赔时才说条款不包括门诊，和当初讲的完全不一致。', '按当初承诺的赔付，或者退保。'],
          en: [
            'The agent promised out-patient cover. The claim was refused with a clause that nobody had ever shown me.',
            'Pay what was promised, or let me out of the contract.',
          ],
        },
        { personal: 0.2 },
      ),
      cause(
        'missing-signature',
        'sales',
        4,
        'process',
        {
          'zh-CN': ['投保书上的签名不是我签的，我父亲作为被保人也从来没有签过字。', '认定合同无效，退还全部保费。'],
          en: [
            'The signature on the proposal form is not mine, and my father, who is insured, never signed anything.',
            'Declare the contract void and refund all premiums.',
          ],
        },
        { personal: 0.5 },
      ),
      cause(
        'service-staff',
        'service',
        4,
        'people',
        {
          'zh-CN': ['买完以后再也没人联系过我，一打电话就是催交保费，语气还很不耐烦。', '换一位服务人员，书面道歉。'],
          en: [
            'Since I signed nobody has called, except to ask for the next premium, and rudely at that.',
            'Another adviser and a written apology.',
          ],
        },
        { personal: 0.7 },
      ),
      cause('service-items', 'service', 2, 'policy', {
        'zh-CN': ['同样的产品，别家公司有就医绿通和生日体检，你们什么都没有，客服电话也很难打通。', '希望增加服务项目。'],
        en: [
          'Other insurers offer a health check every year. Here there is nothing, and the hotline is never free.',
          'The services that others give.',
        ],
      }),
      cause('processing-time', 'timeliness', 5, 'process', {
        'zh-CN': ['理赔资料交了二十多天没有任何消息，每次问都说还在审核。', '马上给出理赔结果，并说明拖延原因。'],
        en: [
          'I sent all the papers for my claim more than three weeks ago. Every time I ask it is "under review".',
          'A decision on the claim, now, and an explanation.',
        ],
      }),
      cause(
        'expected-return',
        'terms',
        5,
        'product',
        {
          'zh-CN': ['当时说每年分红不低于百分之五，三年下来连存款利息都不如。', '补足当初承诺的收益。'],
          en: [
            'I was told that the dividend would never be below five per cent. It is less than a savings account pays.',
            'The return that I was promised.',
          ],
        },
        { personal: 0.2 },
      ),
      cause('cash-value', 'terms', 4, 'product', {
        'zh-CN': ['家里出了事交不起保费，想退保才知道现金价值只有所交保费的一半。', '通融退保，少扣一点。'],
        en: [
          'I can no longer pay the premium and learnt only now that the surrender value is half of what I paid in.',
          'Surrender without that loss, as an exception.',
        ],
      }),
      cause(
        'market',
        'terms',
        2,
        'environment',
        {
          'zh-CN': ['投连账户净值跌了三成，当初风险一个字都没提。', '赔偿账户损失。'],
          en: ['My unit-linked account has lost a third of its value. Nobody ever mentioned a risk.', 'Make good the loss.'],
        },
        { trend: rises },
      ),
    ],
  },
  {
    code: 'car-repair',
    weight: 9,
    products: ['engine-repair', 'body-and-paint', 'maintenance'],
    channels: { phone: 35, 'on-site': 35, app: 10, web: 8, letter: 4, 'social-media': 8 },
    remedies: ['partial-refund', 'voucher', 'parts-replacement', 'refund'],
    gestures: ['free-rework', 'free-inspection', 'apology-letter'],
    amounts: 'middle',
    causes: [
      cause(
        'defect-after-repair',
        'quality',
        5,
        'process',
        {
          'zh-CN': ['发动机修完不到一周又异响，回来检查说和上次维修无关，要重新收费。', '免费返修，彻底查清原因。'],
          en: [
            'A week after the repair the engine makes the same noise, and they want to charge me again for looking at it.',
            'Repair it free of charge and find out why.',
          ],
        },
        { personal: 0.15 },
      ),
      cause(
        'parts-quality',
        'quality',
        3,
        'product',
        {
          'zh-CN': ['说好用原厂件，拆开一看是副厂件，价格却按原厂收。', '更换原厂配件并退差价。'],
          en: ['I paid for original parts and got copies.', 'Original parts, and the difference back.'],
        },
        { trend: falls },
      ),
      cause('price-dispute', 'price', 3, 'policy', {
        'zh-CN': ['报价八百，结账一千九，中间没有任何人征求过我的同意。', '按原报价结算。'],
        en: ['The quote was 800, the bill 1,900, and nobody asked me in between.', 'The price that I agreed to.'],
      }),
      cause('long-wait', 'timeliness', 2, 'process', {
        'zh-CN': ['约好两点，等到五点才开始，接待的人一直说马上。', '以后按预约时间安排。'],
        en: ['I had an appointment at two and waited until five.', 'Keep to your appointments.'],
      }),
    ],
  },
  {
    code: 'property',
    weight: 9,
    products: ['estate-management', 'parking'],
    channels: { phone: 30, 'on-site': 22, app: 22, letter: 6, web: 8, 'social-media': 12 },
    remedies: ['fee-waiver', 'partial-refund'],
    gestures: ['free-rework', 'apology-letter', 'extra-cleaning'],
    amounts: 'small',
    causes: [
      cause(
        'slow-repair',
        'timeliness',
        5,
        'process',
        {
          'zh-CN': ['卫生间漏水报修三次，每次都说师傅在路上，十天了没人来。', '今天必须有人上门维修。'],
          en: ['I reported the leak three times. "The plumber is on his way", for ten days.', 'Somebody here, today.'],
        },
        { trend: mended },
      ),
      cause('noise', 'environment', 3, 'environment', {
        'zh-CN': ['楼上装修周末早上七点就开始，物业说管不了。', '按规定时间施工。'],
        en: ['Building work upstairs begins at seven on Sundays, and the management says it can do nothing.', 'Enforce the house rules.'],
      }),
      cause(
        'security',
        'quality',
        2,
        'people',
        {
          'zh-CN': ['地下车库电动车被偷，监控正好坏了，保安也不在岗。', '赔偿损失，加强巡逻。'],
          en: [
            'My bicycle was stolen from the garage. The camera was broken and the guard was not there.',
            'Pay for it and patrol the garage.',
          ],
        },
        { personal: 0.2 },
      ),
      cause('fee-dispute', 'price', 3, 'policy', {
        'zh-CN': ['物业费涨了却没有公示，保洁一周才来一次。', '公示账目，减免物业费。'],
        en: ['The fee went up without a word, while the cleaner comes once a week.', 'Show us the accounts and waive the increase.'],
      }),
    ],
  },
  {
    code: 'bank',
    weight: 9,
    products: ['current-account', 'time-deposit', 'credit-card'],
    channels: { branch: 40, phone: 25, app: 15, web: 6, letter: 4, regulator: 10 },
    remedies: ['fee-waiver', 'refund', 'partial-refund'],
    gestures: ['apology-letter', 'gift', 'priority-number'],
    amounts: 'large',
    causes: [
      cause(
        'staff-attitude',
        'service',
        5,
        'people',
        {
          'zh-CN': ['问大堂经理能不能代查账户，他连头都没抬就说不行，再问就不耐烦地摇头。', '当事人道歉，并给我解释清楚。'],
          en: [
            'I asked the lobby manager about my account. He shook his head without looking up and refused to explain.',
            'An apology from him and an explanation.',
          ],
        },
        { personal: 0.8 },
      ),
      cause('queueing', 'timeliness', 4, 'system', {
        'zh-CN': ['八个窗口只开两个，取个钱排了两个小时。', '多开窗口，或者在小区设自助点。'],
        en: [
          'Two of eight counters were open. I queued for two hours to withdraw my own money.',
          'Open more counters, or put a machine near us.',
        ],
      }),
      cause(
        'withdrawal-refused',
        'policy',
        3,
        'policy',
        {
          'zh-CN': ['老人卧床，拿着证件来取定期存款，柜台坚持必须本人到场。', '马上办理取款。'],
          en: [
            'My mother is bedridden. With all her papers in hand I was told that she has to come in person.',
            'Let me withdraw her deposit.',
          ],
        },
        { personal: 0.2 },
      ),
      cause('charges', 'price', 3, 'product', {
        'zh-CN': ['信用卡年费减免条件改了没通知，扣了我三百六。', '退还年费。'],
        en: ['The terms of the free card changed without notice and I was charged.', 'My fee back.'],
      }),
    ],
  },
  {
    code: 'hotel',
    weight: 8,
    products: ['room', 'breakfast', 'conference'],
    channels: { 'on-site': 48, phone: 15, app: 12, web: 10, email: 8, 'social-media': 7 },
    remedies: ['partial-refund', 'voucher', 'refund'],
    gestures: ['room-upgrade', 'fruit-basket', 'late-check-out', 'free-breakfast'],
    amounts: 'small',
    causes: [
      cause('noise', 'environment', 4, 'environment', {
        'zh-CN': ['隔壁酒吧吵到凌晨三点，打前台电话没人接。', '换房，退一晚房费。'],
        en: ['The bar next door went on until three, and nobody at the desk picked up.', 'Another room, and last night free.'],
      }),
      cause('cleanliness', 'quality', 4, 'process', {
        'zh-CN': ['床单上有头发，浴室地漏有异味。', '重新打扫，换床品。'],
        en: ['Hair on the sheets, and the bathroom smelt.', 'Clean it again, properly.'],
      }),
      cause('overbooking', 'process', 2, 'system', {
        'zh-CN': ['提前一个月订的房，到店说满房了，让我去两公里外的酒店。', '安排同等级酒店并补偿。'],
        en: ['I booked a month ahead and was sent to a hotel two kilometres away.', 'An equal room and compensation.'],
      }),
      cause(
        'staff-attitude',
        'service',
        3,
        'people',
        {
          'zh-CN': ['办入住时前台一边聊天一边办，问早餐时间回答自己看。', '道歉。'],
          en: ['The receptionist chatted while checking us in and told me to read the sign about breakfast.', 'An apology.'],
        },
        { personal: 0.6 },
      ),
    ],
  },
  {
    code: 'airline',
    weight: 9,
    products: ['domestic-flight', 'international-flight'],
    channels: { phone: 30, app: 25, 'on-site': 15, web: 12, 'social-media': 12, regulator: 6 },
    remedies: ['hotel-night', 'voucher', 'refund', 'partial-refund'],
    gestures: ['meal-voucher', 'lounge-access', 'apology-letter'],
    amounts: 'middle',
    causes: [
      cause(
        'flight-delay',
        'timeliness',
        6,
        'environment',
        {
          'zh-CN': ['航班延误九个小时，没有通知原因，也没有安排餐食和住宿。', '说明延误原因并赔偿。'],
          en: ['Nine hours late, no reason given, no meal and no bed.', 'The reason, and compensation.'],
        },
        { trend: storms },
      ),
      cause('lost-baggage', 'quality', 3, 'process', {
        'zh-CN': ['行李没到，登记以后三天没人联系，里面有老人的药。', '尽快找到行李，赔偿购药费用。'],
        en: [
          'My bag did not arrive. Three days later nobody has called, and there is medicine in it.',
          'Find it, and pay for what I had to buy.',
        ],
      }),
      cause('rebooking', 'terms', 3, 'policy', {
        'zh-CN': ['因航班取消改签，却收了我改签费和差价。', '退还改签费。'],
        en: ['You cancelled the flight and charged me for changing it.', 'Refund the fee.'],
      }),
    ],
  },
  {
    code: 'e-commerce',
    weight: 12,
    products: ['household', 'electronics', 'clothing'],
    channels: { app: 40, web: 30, phone: 12, 'social-media': 12, email: 6 },
    remedies: ['refund', 'replacement', 'partial-refund', 'voucher'],
    gestures: ['apology-letter', 'free-shipping', 'points'],
    amounts: 'small',
    causes: [
      cause(
        'after-sales-slow',
        'timeliness',
        4,
        'process',
        {
          'zh-CN': ['提交退货申请二十多个小时没人处理，客服只会说请耐心等待。', '今天之内退款。'],
          en: ['More than twenty-four hours after my request there is only "please be patient".', 'My refund, today.'],
        },
        { trend: rises },
      ),
      cause(
        'late-delivery',
        'timeliness',
        4,
        'process',
        {
          'zh-CN': ['说好次日达，一周了还显示待发货。', '取消订单并补偿。'],
          en: ['Next-day delivery was promised. After a week it says "to be shipped".', 'Cancel the order and make it good.'],
        },
        { trend: season },
      ),
      cause('not-as-described', 'quality', 4, 'product', {
        'zh-CN': ['页面写的是纯棉，收到的标签写着聚酯纤维。', '退一赔三。'],
        en: ['The page says cotton, the label says polyester.', 'A refund and what the law gives me.'],
      }),
      cause('counterfeit', 'quality', 2, 'product', {
        'zh-CN': ['旗舰店买的耳机，官方验证是假货。', '全额退款并赔偿。'],
        en: ['The headphones from your flagship shop are counterfeit, says the maker.', 'A full refund and damages.'],
      }),
    ],
  },
  {
    code: 'logistics',
    weight: 10,
    products: ['parcel', 'freight', 'cold-chain'],
    channels: { phone: 35, app: 25, web: 15, 'social-media': 12, regulator: 5, email: 8 },
    remedies: ['refund', 'partial-refund', 'replacement', 'voucher'],
    gestures: ['apology-letter', 'free-shipping'],
    amounts: 'middle',
    causes: [
      cause(
        'damaged-parcel',
        'quality',
        5,
        'process',
        {
          'zh-CN': ['签收时箱子已经压扁，里面的瓷器全碎，商家说找快递，快递说找商家。', '照价赔偿。'],
          en: ['The box was crushed and the china inside broken. Shop and carrier send me to each other.', 'Its full price.'],
        },
        { trend: season },
      ),
      cause(
        'lost-parcel',
        'quality',
        3,
        'process',
        {
          'zh-CN': ['显示已签收，可我根本没收到，快递员电话打不通。', '找回包裹或者赔偿。'],
          en: ['Signed for, it says, but not by me, and the driver does not answer.', 'The parcel or its value.'],
        },
        { personal: 0.25 },
      ),
      cause('no-information', 'information', 3, 'system', {
        'zh-CN': ['物流信息五天没更新，客服每天都说预计明天送达。', '告诉我包裹到底在哪里。'],
        en: ['No tracking for five days. Every day I am told that it comes tomorrow.', 'Tell me where it is.'],
      }),
    ],
  },
  {
    code: 'telecom',
    weight: 8,
    products: ['mobile', 'broadband'],
    channels: { phone: 45, app: 20, branch: 15, web: 8, regulator: 6, 'social-media': 6 },
    remedies: ['fee-waiver', 'partial-refund', 'refund'],
    gestures: ['gift', 'data-package', 'apology-letter'],
    amounts: 'small',
    causes: [
      cause('poor-reception', 'quality', 4, 'system', {
        'zh-CN': ['家里通话断断续续，机房说是基站问题，基站说是手机问题。', '三天内解决信号问题。'],
        en: ['Calls break off at home. The network blames my phone, the shop blames the network.', 'A signal, within three days.'],
      }),
      cause(
        'unexpected-charges',
        'price',
        4,
        'product',
        {
          'zh-CN': ['莫名其妙开通了三个增值业务，每月多扣四十五元。', '退还多扣的费用。'],
          en: ['Three services that I never ordered cost me 45 a month.', 'The money back.'],
        },
        { trend: rises, personal: 0.1 },
      ),
      cause('contract-change', 'terms', 2, 'policy', {
        'zh-CN': ['老套餐不让续，营业厅说只能办贵的。', '保留原套餐。'],
        en: ['My tariff may not be renewed and the shop offers only dearer ones.', 'Let me keep it.'],
      }),
    ],
  },
  {
    code: 'hospital',
    weight: 4,
    products: ['out-patient', 'in-patient'],
    channels: { 'on-site': 40, phone: 25, letter: 12, regulator: 13, web: 10 },
    remedies: ['partial-refund', 'refund'],
    gestures: ['apology-letter', 'free-consultation'],
    amounts: 'large',
    causes: [
      cause('long-wait', 'timeliness', 3, 'process', {
        'zh-CN': ['挂号等了四个小时，叫号系统坏了也没人通知。', '改善叫号，优先安排复诊。'],
        en: ['I waited four hours because the display was broken and nobody told us.', 'A proper queue, and a new appointment.'],
      }),
      cause(
        'staff-attitude',
        'service',
        3,
        'people',
        {
          'zh-CN': ['护士对老人大声呵斥，说不懂就别来。', '当事人当面道歉。'],
          en: ['A nurse shouted at my father that he had better not come if he could not understand.', 'An apology, in person.'],
        },
        { personal: 0.8 },
      ),
      cause(
        'treatment-dispute',
        'quality',
        2,
        'people',
        {
          'zh-CN': ['手术后伤口感染，医生说是体质问题，不肯给病历。', '提供病历，承担后续治疗费用。'],
          en: ['The wound became infected. The doctor blames me and will not hand over the file.', 'The file, and the costs of treatment.'],
        },
        { personal: 0.6 },
      ),
    ],
  },
  {
    code: 'gas',
    weight: 6,
    products: ['gas-supply', 'gas-safety-check'],
    channels: { phone: 50, 'on-site': 15, app: 20, letter: 5, web: 10 },
    remedies: ['fee-waiver', 'partial-refund'],
    gestures: ['free-rework', 'apology-letter', 'free-inspection'],
    amounts: 'small',
    causes: [
      cause(
        'dirty-after-visit',
        'service',
        5,
        'people',
        {
          'zh-CN': ['师傅上门检修没穿鞋套，走了以后一地泥水和垃圾。', '派人来打扫，以后注意。'],
          en: ['The fitter left mud and rubbish all over the floor.', 'Somebody to clean it, and shoe covers from now on.'],
        },
        { trend: mended, personal: 0.3 },
      ),
      cause('missed-appointment', 'timeliness', 3, 'process', {
        'zh-CN': ['请了半天假等安检，到点没人来也没有电话。', '重新预约并补偿误工。'],
        en: ['I took half a day off for the safety check and nobody came.', 'A new appointment and my lost hours.'],
      }),
      cause('meter-reading', 'price', 2, 'system', {
        'zh-CN': ['一个月没住人，抄表却多出六十方。', '核对表数，退多收的费用。'],
        en: ['Nobody lived here for a month and the bill says sixty cubic metres.', 'Read the meter again and refund me.'],
      }),
    ],
  },
];

export const trades: readonly Trade[] = list.map((trade, index) => ({ ...trade, index }));

/** What upset customers add. */
export const additions: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': [
    '我已经打了三次电话，每次都要从头讲一遍。',
    '再不处理我就去找监管部门。',
    '我不是为了钱，就是要一个说法。',
    '我是老客户了，太让人失望。',
    '希望你们换位思考一下。',
    '相关录音和照片我都留着。',
    '',
    '',
  ],
  en: [
    'I have called three times and had to tell it from the beginning each time.',
    'If nothing happens I will go to the regulator.',
    'It is not about the money: I want to be taken seriously.',
    'I have been your customer for years.',
    'Put yourself in my place.',
    'I kept photographs and recordings.',
    '',
    '',
  ],
};

/** What the company says and writes, in the customer's language. */
export const words = {
  'zh-CN': {
    handling: '已安排专人核实情况，核实后第一时间与您联系。',
    apology: '给您带来的不便和困扰，我们深表歉意，感谢您让我们知道问题所在。',
    interim: '您反映的问题仍在核实中，进展会及时告知。',
    summary: '与您确认的处理方案如上，感谢您的理解。',
    final: '经调查核实，现将处理结果答复如下。',
    reasons: '依据调取的录音、单证和现场核实情况作出。',
    againReasons: '重新调阅全部材料并由另一人复核后作出。',
    contact: '向客户说明进展，客户情绪已平复。',
    missed: '无人接听，稍后再拨。',
    note: '提醒：客户情绪较激动，请单独接待，避免影响其他客户。',
    backDated: '补记：客户到店前曾致电咨询，当时未登记。',
    evidence: '客户提供的照片和单据。',
    promise: '两个工作日内给出处理方案。',
    promisedMoney: '承诺补偿到账。',
    summaryOfCase: '已与客户沟通一致，按方案处理完毕。',
    rejection: '经核实不属我方责任，已向客户解释。',
    withdrawal: '客户表示问题已自行解决。',
    satisfied: '处理得很快，谢谢。',
    dissatisfied: '只会道歉，问题没有解决。',
    newDemand: '要求上级领导给答复。',
    refusal: '金额太低，不能接受。',
    proposal: '客户损失已核实，建议如上。',
    lesson: ['客户反映的情况属实', '核实单证与录音', '与当事人谈话并还原经过', '确认责任与损失', '首次接待即应说明规则'],
  },
  en: {
    handling: 'Somebody is looking into it and will call you as soon as the facts are clear.',
    apology: 'We are sorry for the trouble this has caused you, and grateful that you told us.',
    interim: 'We are still looking into your case and will keep you informed.',
    summary: 'This is what we agreed on. Thank you for your patience.',
    final: 'We have looked into your complaint. This is our answer.',
    reasons: 'It rests on the recordings, the papers and what we saw on the spot.',
    againReasons: 'Somebody else has read all papers again; it rests on their finding.',
    contact: 'Told the customer how far we are; they have calmed down.',
    missed: 'Nobody answered, to be tried again.',
    note: 'The customer is upset: see them in a room of their own.',
    backDated: 'Added later: the customer had called before coming, which nobody wrote down.',
    evidence: "The customer's photographs and receipts.",
    promise: 'A proposal within two working days.',
    promisedMoney: 'The payment will be there by then.',
    summaryOfCase: 'Agreed with the customer and done.',
    rejection: 'It was not our fault; explained to the customer.',
    withdrawal: 'The customer has settled it themselves.',
    satisfied: 'That was quick, thank you.',
    dissatisfied: 'An apology and nothing else.',
    newDemand: 'I want to hear it from somebody in charge.',
    refusal: 'That is far too little.',
    proposal: 'The loss is proven; proposed as above.',
    lesson: [
      'It happened as told',
      'Check papers and recordings',
      'Spoke with all concerned',
      'Our fault, and the loss is proven',
      'Explain the rule at the first contact',
    ],
  },
} as const;
