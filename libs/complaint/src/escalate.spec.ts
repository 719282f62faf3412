import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const up = (to: number) => ({ track: 'level', to, reason: 'insists', trigger: 'customer' }) as const;
const outside = { track: 'external', body: 'regulator', reason: 'not-content', trigger: 'customer', reference: 'R-1' } as const;

describe('escalate', () => {
  it('moves the case up from the level where it is, skipping levels if need be', () => {
    given(received)
      .when(command('escalate', up(2)))
      .thenHappens(event('Escalated', { ...up(2), from: 1 }));
    given(received)
      .when(command('escalate', up(3)))
      .thenHappens(event('Escalated', { ...up(3), from: 1 }));
    given(received, event('Escalated', sample.Escalated))
      .when(command('escalate', up(3)))
      .thenHappens(event('Escalated', { ...up(3), from: 2 }));
  });

  it('goes outside in parallel, without a change of level', () => {
    given(received).when(command('escalate', outside)).thenHappens(event('Escalated', outside));
    given(received, event('Escalated', outside))
      .when(command('escalate', up(2)))
      .thenHappens(event('Escalated', { ...up(2), from: 1 }));
  });

  it.each([1, 2])('never goes down or sideways to %d', (to) => {
    given(received, event('Escalated', sample.Escalated))
      .when(command('escalate', up(to)))
      .thenRefused('escalation-never-goes-down', { level: 2, to });
  });

  it.each([0, 4, 1.5])('knows no level %d', (to) => {
    given(received)
      .when(command('escalate', up(to)))
      .thenContradicts('unknown-level', { to, topLevel: 3 });
  });

  it('keeps the level after a reopening', () => {
    given(received, event('Escalated', sample.Escalated), event('Closed', sample.Closed), event('Reopened', sample.Reopened))
      .when(command('escalate', up(2)))
      .thenRefused('escalation-never-goes-down', { level: 2, to: 2 });
  });

  it('needs a reason', () => {
    for (const data of [
      { ...up(2), reason: '' },
      { ...outside, reason: '' },
    ]) {
      given(received).when(command('escalate', data)).thenContradicts('text-missing', { field: 'reason' });
    }
  });
});
