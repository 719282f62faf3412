import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', story.form);
const closed = event('Closed', sample.Closed);
const first = event('LegalHoldPlaced', sample.LegalHoldPlaced);
const second = event('LegalHoldPlaced', { hold: 2, reason: 'regulator' });
const lifted = event('LegalHoldLifted', sample.LegalHoldLifted);
const place = (reason = 'regulator') => command('placeLegalHold', { reason });
const lift = (hold: number, reason = 'judgment-final') => command('liftLegalHold', { hold, reason });
const erase = command('erasePersonalData', sample.PersonalDataErased);

describe('a legal hold', () => {
  it('is placed on a case in whatever state, several at once, and counted on', () => {
    given(received)
      .when(command('placeLegalHold', { reason: 'litigation', reference: 'Beijing court, file 11.' }))
      .thenHappens(first);
    given(received, closed, first).when(place()).thenHappens(second);
    given(received, closed, first, lifted).when(place()).thenHappens(second);
    given(received, event('MergedInto', sample.MergedInto), first).when(place()).thenHappens(second);
  });

  it('says why, and keeps nothing that is gone', () => {
    given(received).when(place(' ')).thenContradicts('text-missing', { field: 'reason' });
    given(received, closed, event('PersonalDataErased', sample.PersonalDataErased))
      .when(place())
      .thenRefused('personal-data-erased', { command: 'placeLegalHold' });
  });

  it('is lifted by its ordinal, once', () => {
    given(received, first, second).when(lift(1)).thenHappens(lifted);
    given(received, first, lifted).when(lift(1)).thenRefused('legal-hold-lifted', { hold: 1 });
    given(received, first).when(lift(2)).thenRefused('no-such-legal-hold', { hold: 2, placed: 1 });
    given(received, first).when(lift(0)).thenRefused('no-such-legal-hold', { hold: 0, placed: 1 });
    given(received, first).when(lift(1, '')).thenContradicts('text-missing', { field: 'reason' });
  });

  it('keeps the person from being erased until the last one is lifted', () => {
    const held = (hold: number, reason: string) => ({ code: 'under-legal-hold', hold, reason, placedAt: undefined });
    given(received, closed, first, second)
      .when(erase)
      .thenRefused('under-legal-hold', { reasons: [held(1, 'litigation'), held(2, 'regulator')], possibleFrom: null });
    given(received, closed, first, second, lifted)
      .when(erase)
      .thenRefused('under-legal-hold', { reasons: [held(2, 'regulator')], possibleFrom: null });
    given(received, closed, first, lifted).when(erase).thenHappens(event('PersonalDataErased', sample.PersonalDataErased));
  });
});
