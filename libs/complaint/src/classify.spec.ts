import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);

describe('classify', () => {
  it('says which kind of complaint it is', () => {
    given(received).when(command('classify', sample.Classified)).thenHappens(event('Classified', sample.Classified));
  });

  it('may say something else later, and less', () => {
    const { impact: _, ...later } = { ...sample.Classified, severity: 'low', urgency: 'normal', needs: [] } as const;
    given(received, event('Classified', sample.Classified)).when(command('classify', later)).thenHappens(event('Classified', later));
  });

  it('is nobody’s privilege: a respondent may', () => {
    given(received)
      .when(command('classify', sample.Classified, { by: { sub: 'u-salesman', roles: ['handler'] } }))
      .thenHappens(event('Classified', sample.Classified));
  });

  it.each([
    ['category', { category: ' ' }],
    ['impact', { impact: '' }],
    ['needs', { needs: ['respect', ''] }],
  ])('refuses an empty %s', (field, change) => {
    given(received)
      .when(command('classify', { ...sample.Classified, ...change }))
      .thenContradicts('text-missing', { field });
  });

  it('takes a hundred needs and no more', () => {
    const needs = (count: number) => ({ ...sample.Classified, needs: Array.from({ length: count }, (_, i) => `need-${i}`) });
    given(received)
      .when(command('classify', needs(100)))
      .thenHappens(event('Classified', needs(100)));
    given(received)
      .when(command('classify', needs(101)))
      .thenContradicts('too-many-needs', { needs: 101, mostNeeds: 100 });
  });
});
