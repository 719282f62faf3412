import type { ComplainantKind, Complainant } from '@redress/complaint';
import { Random } from './random.js';

type Language = 'zh-CN' | 'en';

const zhSurnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'.split('');
const zhGivens = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文斌宇浩凯嘉欣怡晨'.split('');
const enGivens = [
  'Anna',
  'Ben',
  'Carol',
  'David',
  'Emma',
  'Frank',
  'Grace',
  'Henry',
  'Irene',
  'Jack',
  'Karen',
  'Louis',
  'Mary',
  'Nathan',
  'Olivia',
  'Peter',
];
const enSurnames = [
  'Chan',
  'Lau',
  'Smith',
  'Tan',
  'Brown',
  'Lim',
  'Wilson',
  'Ng',
  'Taylor',
  'Kwok',
  'Evans',
  'Goh',
  'Walker',
  'Cheung',
  'Roberts',
  'Lee',
];

const capacities = {
  'zh-CN': { guardian: '母亲', proxy: '委托代理人', heir: '继承人' },
  en: { guardian: 'mother of', proxy: 'attorney', heir: 'daughter of' },
};

const nameOf = (language: Language, random: Random): string =>
  language === 'en'
    ? `${random.pick(enGivens)} ${random.pick(enSurnames)}`
    : random.pick(zhSurnames) + random.pick(zhGivens) + (random.chance(0.7) ? random.pick(zhGivens) : '');

/** A customer of the company: the same number is the same person. */
export function customer(seed: number, language: Language, number: number): Complainant {
  const random = new Random('customer', seed, language, number);
  const digits = random.whole(10_000_000, 99_999_999);
  return {
    name: nameOf(language, random),
    phone: language === 'en' ? `+852 ${digits}` : `13${random.whole(0, 9)}${digits}`,
    ...(random.chance(0.3) && { email: `customer${number}@${language === 'en' ? 'mail.example' : 'post.example'}` }),
    customerNumber: `${language === 'en' ? 'E' : 'Z'}${seed}-${String(number).padStart(6, '0')}`,
  };
}

/** The customer as somebody complains who is of this kind; undefined if nobody is to be known. */
export function complainantOf(person: Complainant, kind: ComplainantKind, language: Language, random: Random): Complainant | undefined {
  switch (kind) {
    case 'anonymous':
    case 'not-stated':
      return undefined;
    case 'customer':
      return person;
    case 'proxy':
    case 'guardian':
    case 'heir':
      return { ...person, representative: { name: nameOf(language, random), capacity: capacities[language][kind] } };
    case 'joint':
      return { ...person, others: [{ name: nameOf(language, random) }, { name: nameOf(language, random) }] };
  }
}
