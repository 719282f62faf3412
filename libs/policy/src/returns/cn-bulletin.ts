import { insuranceProducts, labels } from '../packs/parts.js';
import type { RuleSource } from '../pack.js';
import type { Return } from '../returns.js';
import { listOf, within, type CategoryRow } from './parts.js';

const bulletin = (paragraph: string, note: string): RuleSource => ({
  paragraph,
  document: '国家金融监督管理总局《关于2023年第一季度银行业消费投诉情况的通报》《关于2023年第一季度保险消费投诉情况的通报》',
  url: 'http://e.mzyfz.org.cn/paper/2051/paper_54921_11361.html',
  read: '2026-11-22',
  status: 'needs-counsel',
  note,
});
const businesses = bulletin(
  '涉及个人贷款业务投诉…涉及信用卡业务投诉…理赔纠纷…销售纠纷…退保纠纷',
  'Read as a newspaper of the justice system gives the bulletins. The bulletins name the businesses with most complaints only; the others, and which codes fall into each, are our reading. Ask counsel for the form that your supervisor asks of you.',
);

const selling = within('causes', ['sales']);
const surrender = ['withdrawal-refused', 'cash-value', 'policy-surrender'];
const claims = ['claim-time', 'claim-refused', 'claims'];

/** The parts of China, by ISO 3166-2:CN. */
const regions =
  `CN-BJ 北京 Beijing|CN-TJ 天津 Tianjin|CN-HE 河北 Hebei|CN-SX 山西 Shanxi|CN-NM 内蒙古 Inner Mongolia|CN-LN 辽宁 Liaoning|CN-JL 吉林 Jilin|CN-HL 黑龙江 Heilongjiang|CN-SH 上海 Shanghai|CN-JS 江苏 Jiangsu|CN-ZJ 浙江 Zhejiang|CN-AH 安徽 Anhui|CN-FJ 福建 Fujian|CN-JX 江西 Jiangxi|CN-SD 山东 Shandong|CN-HA 河南 Henan|CN-HB 湖北 Hubei|CN-HN 湖南 Hunan|CN-GD 广东 Guangdong|CN-GX 广西 Guangxi|CN-HI 海南 Hainan|CN-CQ 重庆 Chongqing|CN-SC 四川 Sichuan|CN-GZ 贵州 Guizhou|CN-YN 云南 Yunnan|CN-XZ 西藏 Tibet|CN-SN 陕西 Shaanxi|CN-GS 甘肃 Gansu|CN-QH 青海 Qinghai|CN-NX 宁夏 Ningxia|CN-XJ 新疆 Xinjiang`
    .split('|')
    .map((one): CategoryRow => {
      const [code, zh, ...en] = one.split(' ') as [string, string, ...string[]];
      return [code, zh, en.join(' '), [code]];
    });

/** What a bank or an insurer in China is asked for each quarter: by category of product and business, and by region. */
export const cnBulletin: Return = {
  labels: labels('消费投诉情况通报（中国）', 'bulletin on consumer complaints, China'),
  source: bulletin(
    '全文',
    'The bulletins count what the authority received; here all complaints are counted. Filter by channel for those that came through it.',
  ),
  currency: 'CNY',
  lists: {
    productCategory: listOf(
      'products',
      [
        [
          'banking',
          '银行业',
          'banking',
          within('products', ['banking']).concat(
            'savings-account',
            'loan',
            'consumer-loan',
            'mortgage',
            'wealth-management',
            'payment',
            'payments',
          ),
        ],
        [
          'life-insurance',
          '人身保险',
          'insurance of persons',
          within('products', ['life-insurance', 'critical-illness']).concat('health-insurance', 'accident-insurance', 'annuity'),
        ],
        [
          'property-insurance',
          '财产保险',
          'insurance of property',
          ['motor-insurance', 'home-insurance', 'property-insurance', 'travel-insurance'],
        ],
        ['insurance', '保险业（未分）', 'insurance, not told apart', ['insurance']],
      ],
      businesses,
    ),
    business: listOf(
      'products',
      [
        ['personal-loans', '个人贷款业务', 'personal loans', ['loan', 'consumer-loan', 'mortgage']],
        ['credit-cards', '信用卡业务', 'credit cards', ['credit-card']],
        ['deposits', '储蓄业务', 'deposits and accounts', ['banking', 'current-account', 'time-deposit', 'savings-account']],
        ['wealth-management', '自营理财业务', 'wealth management', ['wealth-management']],
        ['payments', '支付结算业务', 'payments', ['payment', 'payments']],
        [
          'surrenders',
          '退保纠纷',
          'surrenders',
          [
            { products: insuranceProducts, causes: surrender },
            { products: insuranceProducts, categories: surrender },
          ],
        ],
        [
          'claims',
          '理赔纠纷',
          'claims',
          [
            { products: insuranceProducts, causes: claims },
            { products: insuranceProducts, categories: claims },
          ],
        ],
        [
          'sales',
          '销售纠纷',
          'sales',
          [
            { products: insuranceProducts, causes: selling },
            { products: insuranceProducts, categories: ['mis-selling'] },
          ],
        ],
        [
          'policy-service',
          '保全及其他服务纠纷',
          'service of policies',
          [{ products: insuranceProducts, causes: within('causes', ['company-service'], ['claim-time']) }],
        ],
      ],
      businesses,
    ),
    region: listOf('jurisdictions', regions, {
      ...businesses,
      paragraph: 'ISO 3166-2:CN',
      document: 'ISO 3166-2',
      url: 'https://www.iso.org/obp/ui/#iso:code:3166:CN',
      status: 'own',
      note: 'By jurisdiction; add your units to say where a branch is.',
    }),
  },
};
