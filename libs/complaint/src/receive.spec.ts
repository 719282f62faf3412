import { story } from '@redress/testing';

const { command, event, form, given, now } = story;
const tomorrow = '2026-11-23T08:00:00.000Z';

describe('receive', () => {
  it('writes the complaint form down as it was given', () => {
    given().when(command('receive', form)).thenHappens(event('Received', form));
  });

  it('takes a grievance of somebody anonymous who left a way to be reached', () => {
    const anonymous = { ...form, complainantKind: 'anonymous', complainant: { email: 'a@example.org' }, grade: 'grievance' } as const;
    given().when(command('receive', anonymous)).thenHappens(event('Received', anonymous));
  });

  it('receives a complaint once', () => {
    given(event('Received', form)).when(command('receive', form)).thenRefused('already-received');
  });

  it('refuses the future', () => {
    given()
      .when(command('receive', form, { occurredAt: tomorrow }))
      .thenContradicts('future-time', { field: 'occurredAt', value: tomorrow, now });
    given()
      .when(command('receive', { ...form, happenedAt: tomorrow }))
      .thenContradicts('future-time', { field: 'happenedAt', value: tomorrow, now });
  });

  it.each(['2026-11-22T08:00:00Z', '2026-11-22T16:00:00.000+08:00', '2026-02-31T00:00:00.000Z', 'yesterday'])(
    'refuses %s, which would not compare as text',
    (arrivedAt) => {
      given()
        .when(command('receive', { ...form, arrivedAt }))
        .thenContradicts('invalid-time', { field: 'arrivedAt' });
    },
  );

  it('refuses a customer who left the branch before arriving', () => {
    const visit = { arrivedAt: '2026-11-22T07:00:00.000Z', departedAt: '2026-11-22T06:00:00.000Z' };
    given()
      .when(command('receive', { ...form, ...visit }))
      .thenContradicts('departed-before-arrival', visit);
  });

  it.each(['channel', 'cause', 'language', 'firstReceiver'] as const)('refuses an empty %s', (field) => {
    given()
      .when(command('receive', { ...form, [field]: ' ' }))
      .thenContradicts('text-missing', { field });
  });

  it('leaves what is unknown to imports', () => {
    given()
      .when(command('receive', { ...form, firstReceiver: null }))
      .thenContradicts('only-in-imports', { field: 'firstReceiver' });
    given()
      .when(command('receive', { ...form, complainantKind: 'not-stated' }))
      .thenContradicts('only-in-imports', { field: 'complainantKind' });
  });

  it('refuses an anonymous complainant with a name', () => {
    given()
      .when(command('receive', { ...form, complainantKind: 'anonymous' }))
      .thenContradicts('anonymous-named');
  });
});
