import type { Labels } from '@redress/kernel';
import { amountText, rateText } from './amounts.js';
import type { Matrix, SigningMode } from './matrix.js';
import type { Requirement } from './requirement.js';

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

type Amounts = Pick<Requirement, 'already' | 'elsewhere' | 'now' | 'total' | 'rates'>;

/**
 * The evaluation in a sentence; amounts in major units with the currency's decimals. What a band says of itself is put together once, for
 * all the asks that it will explain.
 */
export function reasonsOf(
  { titles, version, currency }: Matrix,
  { band, mode, required }: Pick<Requirement, 'band' | 'mode' | 'required'>,
): (amounts: Amounts) => Labels {
  const money = (amount: number) => amountText(amount, currency);
  const [from, below] = [money(band.from), band.below === null ? null : money(band.below)];
  const title = (code: string, language: keyof Labels) => titles.find((known) => known.code === code)?.[language] ?? code;
  const roles = (language: keyof Labels) => required.map(({ role }) => title(role, language));
  const zh = {
    begin: `权限矩阵第${version}版，金额档 ${below === null ? `${from} ${currency} 及以上` : `${from}–${below} ${currency}`}（${title(band.scope, 'zh-CN')}）`,
    end: `${signaturesZh(mode, roles('zh-CN'))}。`,
  };
  const en = {
    begin: `Matrix ${version}, band ${below === null ? `${from} ${currency} and above` : `${from}–${below} ${currency}`} (${title(band.scope, 'en')})`,
    end: `${signaturesEn(mode, roles('en'))}.`,
  };
  return (amounts) => {
    const [already, now, total] = [money(amounts.already), money(amounts.now), money(amounts.total)];
    const { elsewhere } = amounts;
    const others = elsewhere && {
      'zh-CN': `（其中其他 ${elsewhere.cases} 个案件 ${money(elsewhere.amount)}）`,
      en: ` (of which ${money(elsewhere.amount)} in ${elsewhere.cases === 1 ? 'another case' : `${elsewhere.cases} other cases`})`,
    };
    const rates = amounts.rates.map((rate) => `1 ${rate.currency} = ${rateText(rate, currency)} ${currency}`);
    return {
      'zh-CN': `${zh.begin}：此前 ${already}${others?.['zh-CN'] ?? ''} + 本次 ${now} = ${total}${rates.length > 0 ? `（${rates.join('，')}）` : ''}；${zh.end}`,
      en: `${en.begin}: ${already} already${others?.en ?? ''} + ${now} now = ${total}${rates.length > 0 ? ` (${rates.join(', ')})` : ''}; ${en.end}`,
    };
  };
}

function signaturesEn(mode: SigningMode, roles: readonly string[]): string {
  if (roles.length === 0) return 'nobody has to sign';
  if (roles.length === 1) return `${roles[0]} must sign`;
  switch (mode) {
    case 'any':
      return `${or.format(roles)} must sign, any one of them`;
    case 'all':
      return `${and.format(roles)} must all sign`;
    case 'ordered':
      return `${and.format(roles)} must sign, in this order`;
  }
}

function signaturesZh(mode: SigningMode, roles: readonly string[]): string {
  if (roles.length === 0) return '无需签字';
  const named = roles.join('、');
  if (roles.length === 1) return `须由${named}签字`;
  switch (mode) {
    case 'any':
      return `须由${named}任一签字`;
    case 'all':
      return `须由${named}全部签字`;
    case 'ordered':
      return `须由${named}依次签字`;
  }
}
