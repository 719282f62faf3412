import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const closed = event('Closed', sample.Closed);

/** Every command that needs a complaint, with data that nothing else is wrong with. */
const commands = [
  command('acknowledge', sample.Acknowledged),
  command('assign', sample.Assigned),
  command('apologise', sample.Apologised),
  command('investigate', sample.Investigated),
  command('compensate', sample.Compensated),
  command('escalate', { track: 'level', to: 2, reason: 'insists', trigger: 'customer' }),
  command('reply', sample.ReplySent),
  command('followUp', sample.FollowedUp),
  command('close', sample.Closed),
  command('withdraw', sample.Withdrawn),
  command('reopen', { reason: 'hidden-issue' }),
] as const;
const named = commands.map((c) => [c.type, c] as const);

describe('every command', () => {
  it.each(named)('%s needs a complaint', (_, c) => given().when(c).thenRefused('not-received'));

  it.each(named)('%s keeps its time in stream order', (_, c) => {
    given(event('Received', sample.Received, '2026-11-21T08:00:00.000Z'))
      .when({ ...c, occurredAt: '2026-11-21T07:59:59.999Z' })
      .thenRefused('out-of-order-time', { occurredAt: '2026-11-21T07:59:59.999Z', latestAt: '2026-11-21T08:00:00.000Z' });
  });

  it.each(named)('%s does not occur in the future', (_, c) => {
    const value = '2026-11-22T08:00:00.001Z';
    given(received)
      .when({ ...c, occurredAt: value })
      .thenContradicts('future-time', { field: 'occurredAt', value, now: c.now });
  });
});

describe('a closed case', () => {
  const permitted = ['followUp', 'reopen'];
  it.each(named.filter(([type]) => !permitted.includes(type)))('does not take %s', (type, c) => {
    given(received, closed).when(c).thenRefused('case-closed', { command: type, outcome: 'upheld' });
  });

  it('takes follow-ups and the escalation to a body outside', () => {
    const outside = { track: 'external', body: 'ombudsman', reason: 'not-content', trigger: 'customer' } as const;
    given(received, closed).when(command('followUp', sample.FollowedUp)).thenHappens(event('FollowedUp', sample.FollowedUp));
    given(received, closed).when(command('escalate', outside)).thenHappens(event('Escalated', outside));
  });
});

describe('neutrality', () => {
  const respondent = { by: { sub: 'u-salesman', roles: ['handler'] } };
  const substitute = { by: { sub: 'u-other', roles: ['handler'], actingFor: 'u-salesman' } };
  const refused = [command('investigate', sample.Investigated), command('close', sample.Closed), command('withdraw', sample.Withdrawn)];

  it.each(refused.map((c) => [c.type, c] as const))('recuses the respondent, and who acts for them, from %s', (type, c) => {
    for (const who of [respondent, substitute]) {
      given(received)
        .when({ ...c, ...who })
        .thenRefused('respondent-recused', { command: type, respondent: 'u-salesman' });
    }
  });

  it('lets a respondent apologise', () => {
    given(received)
      .when(command('apologise', sample.Apologised, respondent))
      .thenHappens(event('Apologised', sample.Apologised));
  });
});
