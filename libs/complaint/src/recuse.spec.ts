import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const recused = event('Recused', sample.Recused);
const { person } = sample.Recused;
const requested = [
  event('ResolutionProposed', sample.ResolutionProposed),
  event('ApprovalRequested', { ...sample.ApprovalRequested, mode: 'all' }),
];
const signed = (role: string, approver: string, change: object = {}) =>
  event('ApprovalGranted', { round: 1, role, approver, completes: false, ...change });
const voided = (approver: string) => event('ApprovalVoided', { round: 1, cause: 'recused', approver });

const supervisor = { sub: 'u-supervisor', roles: ['supervisor'] };

describe('recuse', () => {
  it('keeps somebody out of the case, by default who acts', () => {
    given(received).when(command('recuse', sample.Recused)).thenHappens(recused);
    given(received)
      .when(command('recuse', { reason: 'friend-of-customer', vacates: [] }))
      .thenHappens(event('Recused', { person: 'u-handler', reason: 'friend-of-customer', vacates: [] }));
  });

  it('says in which roles nobody is left', () => {
    const data = { person: 'u-channel', reason: 'signed-the-contract', vacates: ['channel-head', 'operations-director'] };
    given(received).when(command('recuse', data)).thenHappens(event('Recused', data));
  });

  it('is done once, unless it empties one more role', () => {
    const again = (vacates: string[]) => command('recuse', { person, reason: 'friendship', vacates });
    const emptied = event('Recused', { ...sample.Recused, vacates: ['cfo'] });
    given(received, recused).when(again([])).thenRefused('already-recused', { person });
    given(received, emptied)
      .when(again(['cfo']))
      .thenRefused('already-recused', { person });
    given(received, emptied)
      .when(again(['cfo', 'channel-head']))
      .thenHappens(event('Recused', { person, reason: 'friendship', vacates: ['cfo', 'channel-head'] }));
  });

  it('finds a respondent recused already, but lets the role be vacated', () => {
    const salesman = { person: 'u-salesman', reason: 'respondent', vacates: [] };
    given(received).when(command('recuse', salesman)).thenRefused('already-recused', { person: 'u-salesman' });
    given(received)
      .when(command('recuse', { ...salesman, vacates: ['channel-head'] }))
      .thenHappens(event('Recused', { ...salesman, vacates: ['channel-head'] }));
  });

  it('gives who keeps out of the case no say in which roles of others are empty', () => {
    const by = { sub: 'u-salesman', roles: ['supervisor', 'channel-head'] };
    const leave = (role: string) => command('recuse', { reason: 'respondent', vacates: [role] }, { by });
    given(received).when(leave('cfo')).thenRefused('respondent-recused', { command: 'recuse', respondent: 'u-salesman' });
    given(received)
      .when(leave('channel-head'))
      .thenHappens(event('Recused', { person: 'u-salesman', reason: 'respondent', vacates: ['channel-head'] }));
  });

  it('takes back what the person signed in the running round, and nobody else’s signature', () => {
    given(received, ...requested, signed('channel-head', person), signed('operations-director', 'u-other'))
      .when(command('recuse', sample.Recused, { by: supervisor }))
      .thenHappens(recused, voided(person));
  });

  it('takes back what a delegate signed for the person, and what the person signed for somebody', () => {
    const delegated = { actingFor: person, delegation: 'd-1' };
    given(received, ...requested, signed('channel-head', 'u-delegate', delegated))
      .when(command('recuse', sample.Recused, { by: supervisor }))
      .thenHappens(recused, voided('u-delegate'));
    given(received, ...requested, signed('channel-head', person, { actingFor: 'u-channel', delegation: 'd-1' }))
      .when(command('recuse', sample.Recused, { by: supervisor }))
      .thenHappens(recused, voided(person));
  });

  it('reopens a round that was granted', () => {
    const granted = signed('channel-head', person, { completes: true });
    given(received, ...requested, granted)
      .when(command('recuse', sample.Recused, { by: supervisor }))
      .thenHappens(recused, voided(person));
    given(received, ...requested, granted, recused, voided(person))
      .when(command('compensate', { remedy: 'voucher', borne: sample.ResolutionProposed.borne, acceptance: 'goodwill' }))
      .thenRefused('approval-outstanding', { round: 1, missing: ['channel-head', 'operations-director'] });
  });

  it('leaves a round alone that is over', () => {
    const ended = event('ResolutionWithdrawn', sample.ResolutionWithdrawn);
    const ordered = event('Compensated', { ...sample.Compensated, approvalRound: 1 });
    for (const over of [ended, ordered]) {
      given(received, ...requested, signed('channel-head', person, { completes: true }), over)
        .when(command('recuse', sample.Recused, { by: supervisor }))
        .thenHappens(recused);
    }
  });

  it.each([
    ['person', { person: ' ' }],
    ['reason', { reason: '' }],
    ['vacates', { vacates: ['cfo', ''] }],
  ])('refuses an empty %s', (field, change) => {
    given(received)
      .when(command('recuse', { ...sample.Recused, ...change }))
      .thenContradicts('text-missing', { field });
  });

  it('names a role once', () => {
    given(received)
      .when(command('recuse', { ...sample.Recused, vacates: ['cfo', 'channel-head', 'cfo'] }))
      .thenContradicts('role-vacated-twice', { role: 'cfo' });
  });

  it('is not for who proposed or handles while the round runs: nobody is to choose who signs', () => {
    const running = [received, event('Assigned', { person: 'u-desk' }), ...requested];
    const desk = { sub: 'u-desk', roles: ['supervisor'] };
    given(...running)
      .when(command('recuse', sample.Recused))
      .thenRefused('party-recuses', { round: 1 });
    given(...running)
      .when(command('recuse', sample.Recused, { by: desk }))
      .thenRefused('party-recuses', { round: 1 });
    given(...running)
      .when(command('recuse', { reason: 'relative', vacates: [] }, { by: desk }))
      .thenHappens(event('Recused', { person: 'u-desk', reason: 'relative', vacates: [] }));
  });
});
