import { Contradiction } from '@redress/kernel';
import { notifications, type NotificationRule, type Notifications } from './notifications.js';

const hook: NotificationRule = {
  id: 'late-cases',
  labels: { 'zh-CN': '逾期', en: 'Late cases' },
  on: ['DeadlineWarned', 'DeadlineMissed'],
  when: { clocks: ['first-reply', 'promise-2'], fromPercent: 90, severities: ['high'], products: ['parcel'] },
  to: { kind: 'webhook', url: 'https://hooks.example.com/redress?team=4' },
  isEnabled: true,
};
const mail: NotificationRule = {
  id: 'risk',
  on: ['RiskRaised'],
  to: { kind: 'mail', addresses: ['duty@example.com', '值班@例子.公司'], language: 'zh-CN' },
  isEnabled: false,
};
const check = (said: Notifications, before = notifications.standard) => notifications.checked(said, before);

function refusal(said: Notifications, before?: Notifications): object {
  try {
    check(said, before);
  } catch (error) {
    if (error instanceof Contradiction) return { ...error.facts, code: error.code };
    throw error;
  }
  throw new Error('it was not refused');
}
const refused = (wrong: object) => refusal({ rules: [mail, { ...hook, ...wrong } as NotificationRule] });
const webhook = (to: object) => refused({ to: { kind: 'webhook', url: 'https://a.example', ...to } });

describe('rules of notification', () => {
  it('are taken as they were said', () => {
    expect(check({ rules: [] })).toEqual(notifications.standard);
    expect(check({ rules: [hook, mail] })).toEqual({ rules: [hook, mail] });
  });

  it('have a name each, once, that a header can carry', () => {
    for (const id of ['', 'Late', 'a.b', '-a', 'a-', '逾期', 'a'.repeat(61)])
      expect(refused({ id })).toEqual({ code: 'invalid-rule-id', path: 'rules[1].id', id });
    expect(refused({ id: 'risk' })).toEqual({ code: 'duplicate-code', path: 'rules[1].id' });
    expect(refused({ labels: { en: 'x', 'zh-CN': ' ' } })).toEqual({ code: 'label-missing', path: 'rules[1].labels.zh-CN' });
  });

  it('say what of, and of which cases', () => {
    expect(refused({ on: [] })).toEqual({ code: 'no-event-types', path: 'rules[1].on' });
    expect(refused({ on: ['Received', 'deadline missed'] })).toMatchObject({ code: 'invalid-event-type', path: 'rules[1].on[1]' });
    expect(refused({ when: { units: [] } })).toEqual({ code: 'empty-condition', path: 'rules[1].when.units' });
    expect(refused({ when: { clocks: ['a', ' b'] } })).toMatchObject({ code: 'invalid-code', path: 'rules[1].when.clocks[1]' });
    for (const fromPercent of [0, 101, 7.5])
      expect(refused({ when: { fromPercent } })).toMatchObject({ code: 'invalid-percent', path: 'rules[1].when.fromPercent' });
  });

  it.each([
    'hooks.example.com',
    'ftp://hooks.example.com',
    'file:///etc/passwd',
    'https://',
    'https://user@hooks.example.com',
    'https://user:secret@hooks.example.com',
    'https://hooks.example.com/#part',
    'https://hooks.example.com/#',
  ])('go to a URL and not to %s, which no refusal repeats', (url) => {
    expect(webhook({ url })).toEqual({ code: 'invalid-webhook-url', path: 'rules[1].to.url' });
  });

  it('go to a URL that is not endless', () => {
    const url = `https://hooks.example.com/${'a'.repeat(2_000)}`;
    expect(webhook({ url })).toEqual({ code: 'invalid-webhook-url', path: 'rules[1].to.url' });
  });

  it('count secrets upwards', () => {
    for (const secretVersion of [0, -1, 1.5, 1_000_001])
      expect(webhook({ secretVersion })).toMatchObject({ code: 'invalid-secret-version', path: 'rules[1].to.secretVersion' });
    const third = { rules: [{ ...hook, to: { ...hook.to, secretVersion: 3 } as NotificationRule['to'] }] };
    expect(check(third)).toEqual(third);
    expect(check(third, third)).toEqual(third);
    expect(refusal({ rules: [hook] }, third)).toEqual({
      code: 'secret-version-lowered',
      path: 'rules[0].to.secretVersion',
      secretVersion: 1,
      known: 3,
    });
  });

  it('write to addresses, in a language that there is', () => {
    const mailed = (to: object) => refused({ to: { ...mail.to, ...to } });
    expect(mailed({ addresses: [] })).toEqual({ code: 'no-addresses', path: 'rules[1].to.addresses' });
    for (const address of ['duty', 'Duty <duty@example.com>', 'a@example.com,b@example.com', 'a@example.com\r\nBcc: b@example.com'])
      expect(mailed({ addresses: ['a@example.com', address] })).toEqual({ code: 'invalid-address', path: 'rules[1].to.addresses[1]' });
    expect(mailed({ language: 'fr' })).toMatchObject({ code: 'unknown-language', path: 'rules[1].to.language' });
  });

  it('are few', () => {
    const many = { rules: Array.from({ length: 101 }, (_, i) => ({ ...hook, id: `r${i}` })) };
    expect(refusal(many)).toMatchObject({ code: 'too-many-entries', path: 'rules', most: 100 });
    expect(refused({ on: Array.from({ length: 101 }, () => 'Closed') })).toMatchObject({ code: 'too-many-entries', path: 'rules[1].on' });
  });
});
