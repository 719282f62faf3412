import fc from 'fast-check';
import { prefixFilter, regexFilter, toPlainTest } from './filter.js';
import { GuardedRegex, SlowRegexError } from './guarded-regex.js';

const events = ['order-1', 'order-2', 'payment-1', '$system'].map((stream) => ({ stream, type: `${stream}-type` }));

describe('a filter', () => {
  it('takes events by any of several prefixes', () => {
    expect(prefixFilter('stream', ['pay', 'order-2']).test(events)).toEqual([false, true, true, false]);
    expect(prefixFilter('type', ['order-1-t']).test(events)).toEqual([true, false, false, false]);
    expect(prefixFilter('type', []).test(events)).toEqual([false, false, false, false]);
  });

  it('takes events by a regular expression on stream or type', () => {
    expect(regexFilter('stream', String.raw`-1$`).test(events)).toEqual([true, false, true, false]);
    expect(regexFilter('type', String.raw`^(order|payment)-\d-type$`).test(events)).toEqual([true, true, true, false]);
  });

  it.each(['^[^$].*', String.raw`^[^\$].*`])('leaves out system events: %s', (source) => {
    expect(toPlainTest(source)).toBeDefined();
    expect(regexFilter('stream', source).test(events)).toEqual([true, true, true, false]);
  });

  it('refuses what is no regular expression', () => {
    expect(() => regexFilter('type', '(')).toThrow(SyntaxError);
    expect(() => regexFilter('type', 'a'.repeat(3_000))).toThrow(SyntaxError);
  });
});

describe('a plain test', () => {
  it.each([
    '^order-',
    '^order-.*',
    '^order$',
    String.raw`^\$ce-`,
    '^(paid|sent)',
    '^(?:paid|sent)$',
    String.raw`^a\.b`,
    '^[^$].*',
    '^(a|b).*',
  ])('stands for %s', (source) => {
    const plain = toPlainTest(source)!;
    const regex = new RegExp(source);
    const texts = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom('order', 'order-', '$ce-', 'paid', 'sent', 'a.b', 'a', 'b', '$', ''),
          fc.constantFrom('', '\n', 'x', 'x\ny', '-'),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(fc.property(texts, (text) => plain(text) === regex.test(text)));
  });

  it.each(['order', '^a+', '^a|b', '^(a)(b)', '^a.*$', '^[ab]', '^a.b', String.raw`^\d`, '^(a|b', '.*', '^'])(
    'leaves %s to the engine',
    (source) => {
      expect(toPlainTest(source)).toBeUndefined();
    },
  );
});

describe('a guarded regular expression', () => {
  const text = `${'a'.repeat(40)}!`;

  it('gives up instead of backtracking without end, and does not try again', () => {
    const regex = new GuardedRegex('^(a+)+$');
    expect(() => regex.test([text])).toThrow(SlowRegexError);
    expect(() => regex.test(['b'])).toThrow(SlowRegexError);
  });

  it('answers for each subject, also for those it has seen', () => {
    const regex = new GuardedRegex('(a|b)+c');
    expect(regex.test(['abc', 'x', 'abc'])).toEqual([true, false, true]);
    expect(regex.test(['x', 'ac'])).toEqual([false, true]);
  });

  it('leaves others alone when it gives up', () => {
    const [slow, other] = [new GuardedRegex('^(a+)+$'), new GuardedRegex('!$')];
    expect(() => slow.test([text])).toThrow(SlowRegexError);
    expect(other.test([text, 'b'])).toEqual([true, false]);
    expect(new GuardedRegex('(b)').test([text, 'b'])).toEqual([false, true]);
  });

  it('knows look-arounds and back-references', () => {
    expect(new GuardedRegex(String.raw`^(?!x)(.)\1`).test(['aa', 'ab', 'xx'])).toEqual([true, false, false]);
  });
});
