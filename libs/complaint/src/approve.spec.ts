import type { Delegation } from '@redress/authority';
import { rounds, story } from '@redress/testing';

const { command, event, given, sample } = story;
const { approvers, granted, lapsesAt, person, requested, resolution, sign } = rounds;
const received = event('Received', sample.Received);
const outstanding = ['channel-head', 'operations-director', 'cfo'] as const;

/** The default matrix's branch band, to be signed in order. */
function ordered() {
  const [proposed, asked] = requested(200_000);
  return [proposed!, { ...asked!, data: { ...asked!.data, mode: 'ordered' } } as ReturnType<typeof requested>[number]];
}

describe('approve', () => {
  it('needs all of a band, in any order, and knows when nothing is missing', () => {
    given(received, ...requested(200_000))
      .when(sign('cfo'))
      .thenHappens(granted('cfo'));
    given(received, ...requested(200_000), granted('cfo'), granted('channel-head'))
      .when(sign('operations-director', { note: 'Fine.' }))
      .thenHappens(
        event('ApprovalGranted', { round: 1, role: 'operations-director', approver: 'u-operations', completes: true, note: 'Fine.' }),
      );
  });

  it('needs any one of the lowest band', () => {
    given(received, ...requested(199_999))
      .when(sign('operations-director'))
      .thenHappens(granted('operations-director', { completes: true }));
  });

  it('takes no second signature where one is enough', () => {
    given(received, ...requested(1), granted('channel-head', { completes: true }))
      .when(sign('operations-director'))
      .thenRefused('no-open-round', { round: 1, status: 'granted' });
  });

  it('ends the round by a refusal with a reason', () => {
    given(received, ...requested(200_000), granted('cfo'))
      .when(sign('channel-head', { decision: 'refused', reason: 'no-evidence' }))
      .thenHappens(event('ApprovalRefused', { round: 1, role: 'channel-head', approver: 'u-channel', reason: 'no-evidence' }));
    given(received, ...requested(200_000), event('ApprovalRefused', { round: 1, role: 'cfo', approver: 'u-cfo', reason: 'no-evidence' }))
      .when(sign('channel-head'))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
    given(received, ...requested(200_000))
      .when(sign('cfo', { decision: 'refused' }))
      .thenContradicts('refusal-without-reason');
  });

  it('keeps the order that a matrix asks for', () => {
    given(received, ...ordered())
      .when(sign('cfo'))
      .thenRefused('not-your-turn', { round: 1, next: ['channel-head'] });
    given(received, ...ordered(), granted('channel-head'), granted('operations-director'))
      .when(sign('cfo'))
      .thenHappens(granted('cfo', { completes: true }));
  });

  it.each([
    ['u-handler', 'proposer', []],
    ['u-desk', 'handler', [event('Assigned', { person: 'u-desk' }), event('Assigned', { person: 'u-handler' })]],
    ['u-salesman', 'respondent', []],
    ['u-friend', 'recused', [event('Recused', { person: 'u-friend', reason: 'relative', vacates: [] })]],
  ] as const)('refuses %s, the %s, whatever their role', (sub, because, before) => {
    given(received, ...before, ...requested(1))
      .when(sign('channel-head', {}, person(sub, 'channel-head')))
      .thenRefused('self-approval', { round: 1, person: sub, because });
  });

  it('refuses who investigated, and who proposed before somebody else did', () => {
    const investigated = {
      ...event('Investigated', sample.Investigated),
      metadata: { occurredAt: story.now, actor: person('u-channel', 'handler', 'channel-head') },
    };
    given(received, investigated, ...requested(1))
      .when(sign('channel-head'))
      .thenRefused('self-approval', { round: 1, person: 'u-channel', because: 'handler' });
    const before = requested(1, { proposer: 'u-channel' });
    given(received, ...before, event('ApprovalVoided', { round: 1, cause: 'changed' }), ...requested(1, { round: 2 }))
      .when(sign('channel-head'))
      .thenRefused('self-approval', { round: 2, person: 'u-channel', because: 'handler' });
  });

  it('lets one person fill one role only', () => {
    const both = person('u-channel', 'channel-head', 'cfo');
    given(received, ...requested(200_000), granted('channel-head'))
      .when(sign('cfo', {}, both))
      .thenRefused('already-signed', { round: 1, person: 'u-channel', role: 'cfo' });
  });

  it('takes the role that is named, else the first that is missing', () => {
    const both = person('u-channel', 'cfo', 'channel-head');
    given(received, ...requested(200_000))
      .when(sign('cfo', {}, both))
      .thenHappens(granted('channel-head'));
    given(received, ...requested(200_000))
      .when(sign('cfo', { role: 'cfo' }, both))
      .thenHappens(event('ApprovalGranted', { round: 1, role: 'cfo', approver: 'u-channel', completes: false }));
  });

  it('refuses who holds none of the missing roles', () => {
    given(received, ...requested(200_000))
      .when(sign('general-manager'))
      .thenRefused('role-not-missing', { round: 1, missing: outstanding, has: ['general-manager'] });
    given(received, ...requested(200_000), granted('cfo'))
      .when(sign('cfo', { role: 'cfo' }, person('u-cfo-2', 'cfo')))
      .thenRefused('role-not-missing', { round: 1, missing: ['channel-head', 'operations-director'], has: ['cfo'], role: 'cfo' });
  });

  it('signs nothing that is over, lapsed or not the current round', () => {
    given(received).when(sign('cfo')).thenRefused('no-proposal');
    given(received, ...requested(200_000))
      .when(sign('cfo', { round: 2 }))
      .thenRefused('round-superseded', { round: 2, current: 1 });
    given(received, ...requested(200_000))
      .when(command('approve', { decision: 'granted' }, { by: approvers.cfo, now: lapsesAt, occurredAt: lapsesAt }))
      .thenRefused('approval-lapsed', { round: 1, lapsesAt });
  });

  describe('by delegation', () => {
    const id = 'd-1';
    const delegation: Delegation = {
      id,
      delegator: 'u-cfo',
      delegate: 'u-deputy',
      role: 'cfo',
      from: '2026-11-01T00:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
      reason: 'holiday',
    };
    const deputy = (change: object = {}, by = person('u-deputy', 'supervisor')) =>
      command('approve', { decision: 'granted', delegation: id }, { by, delegation, ...change } as object);
    const signed = event('ApprovalGranted', {
      round: 1,
      role: 'cfo',
      approver: 'u-deputy',
      actingFor: 'u-cfo',
      delegation: id,
      completes: false,
    });

    it('names both', () => {
      given(received, ...requested(200_000))
        .when(deputy())
        .thenHappens(signed);
    });

    it('needs one that is in force, to the actor', () => {
      given(received, ...requested(200_000))
        .when(deputy({ delegation: undefined }))
        .thenRefused('no-such-delegation', { delegation: id });
      given(received, ...requested(200_000))
        .when(deputy({}, person('u-stranger')))
        .thenRefused('no-such-delegation', { delegation: id });
    });

    it('gives the delegated role only', () => {
      given(received, ...requested(1))
        .when(deputy({}, person('u-deputy', 'channel-head')))
        .thenRefused('role-not-missing', { round: 1, missing: ['channel-head', 'operations-director'], has: ['cfo'] });
    });

    it('does not make two of one person', () => {
      const own = event('ApprovalGranted', { round: 1, role: 'channel-head', approver: 'u-cfo', completes: false });
      given(received, ...requested(200_000), own)
        .when(deputy())
        .thenRefused('already-signed', { round: 1, person: 'u-cfo', role: 'cfo' });
      given(received, ...requested(200_000), signed)
        .when(sign('channel-head', {}, person('u-cfo', 'channel-head')))
        .thenRefused('already-signed', { round: 1, person: 'u-cfo', role: 'channel-head' });
    });

    it('lends nobody the authority of who has a part in the case', () => {
      given(received, event('Assigned', { person: 'u-cfo' }), ...requested(200_000))
        .when(deputy())
        .thenRefused('self-approval', { round: 1, person: 'u-cfo', because: 'handler' });
    });
  });

  describe('by a body', () => {
    const signatures = (['channel-head', 'operations-director', 'cfo', 'general-manager', 'chief-actuary'] as const).map((role) =>
      granted(role),
    );
    const asked = [received, ...requested(50_000_000), ...signatures];

    it('decides by a recorded resolution', () => {
      given(...asked)
        .when(sign('board'))
        .thenHappens(granted('board', { completes: true }));
      given(...asked)
        .when(sign('board', { resolution: undefined }))
        .thenRefused('resolution-required', { role: 'board' });
    });

    it('takes no resolution of a person', () => {
      given(received, ...requested(200_000))
        .when(sign('cfo', { resolution }))
        .thenRefused('resolution-not-expected', { role: 'cfo' });
    });

    it('votes without those who have a part in the case', () => {
      given(...asked)
        .when(sign('board', { resolution: { ...resolution, voters: ['u-chair', 'u-salesman'] } }))
        .thenRefused('voter-not-neutral', { voters: ['u-salesman'] });
      given(...asked)
        .when(sign('board', { resolution: { ...resolution, voters: ['u-chair', 'u-manager'] } }))
        .thenRefused('already-signed', { round: 1, person: 'u-manager', role: 'board' });
      given(...asked)
        .when(sign('board', { resolution: { ...resolution, voters: ['u-chair'], recusals: ['u-salesman', 'u-manager'] } }))
        .thenHappens(
          event('ApprovalGranted', {
            round: 1,
            role: 'board',
            approver: 'u-secretary',
            completes: true,
            resolution: { ...resolution, voters: ['u-chair'], recusals: ['u-salesman', 'u-manager'] },
          }),
        );
    });

    it('decides on what was asked, once', () => {
      const requestedAt = '2026-11-22T08:00:00.000Z';
      const dated = asked.map((one) => ({ ...one, occurredAt: requestedAt }));
      given(...dated)
        .when(sign('board'))
        .thenRefused('resolution-outdated', { date: '2026-11-20', requestedAt });
      const today = { ...resolution, date: '2026-11-22' };
      given(...dated)
        .when(sign('board', { resolution: today }))
        .thenHappens(event('ApprovalGranted', { round: 1, role: 'board', approver: 'u-secretary', resolution: today, completes: true }));
      const more = requested(60_000_000, { round: 2 });
      const anew = [
        ...more,
        ...signatures.map(({ data: { role, approver } }) => event('ApprovalGranted', { round: 2, role, approver, completes: false })),
      ];
      given(...asked, granted('board', { completes: true }), event('ApprovalVoided', { round: 1, cause: 'changed' }), ...anew)
        .when(sign('board'))
        .thenRefused('resolution-used', { role: 'board', number: '2026-17' });
    });

    it.each([
      ['an empty number', { number: ' ' }, {}],
      ['no date', { date: '2026-02-30x' }, { date: '2026-02-30x' }],
      ['a future date', { date: '2026-12-24' }, { date: '2026-12-24', now: story.now }],
      ['no hash', { minutesHash: 'minutes' }, { minutesHash: 'minutes' }],
      ['no voter', { voters: [] }, {}],
      ['a voter twice', { voters: ['a', 'a'] }, { voters: ['a', 'a'] }],
      ['a voter who was recused', { voters: ['a'], recusals: ['a'] }, { voters: ['a'] }],
    ])('refuses a resolution with %s', (_, change, facts) => {
      given(...asked)
        .when(sign('board', { resolution: { ...resolution, ...change } }))
        .thenContradicts('resolution-inconsistent', facts);
    });
  });

  describe('after a recusal', () => {
    const vacated = event('Recused', { person: 'u-cfo', reason: 'relative', vacates: ['cfo'] });

    it('lets the next higher role stand in where nobody is left', () => {
      given(received, ...requested(200_000), vacated)
        .when(sign('general-manager'))
        .thenHappens(
          event('ApprovalGranted', { round: 1, role: 'general-manager', standsInFor: 'cfo', approver: 'u-manager', completes: false }),
        );
      given(received, ...requested(200_000), vacated)
        .when(sign('cfo', {}, person('u-cfo-2', 'cfo')))
        .thenRefused('role-not-missing', { round: 1, missing: ['channel-head', 'operations-director', 'general-manager'], has: ['cfo'] });
    });

    it('keeps what somebody else signed in a role before it was left empty', () => {
      given(
        received,
        ...requested(200_000),
        event('ApprovalGranted', { round: 1, role: 'cfo', approver: 'u-cfo-2', completes: false }),
        vacated,
      )
        .when(sign('general-manager'))
        .thenRefused('role-not-missing', { round: 1, missing: ['channel-head', 'operations-director'], has: ['general-manager'] });
    });

    it('lets somebody else of the role sign where one is left', () => {
      const one = event('Recused', { person: 'u-cfo', reason: 'relative', vacates: [] });
      const voided = event('ApprovalVoided', { round: 1, cause: 'recused', approver: 'u-cfo' });
      given(received, ...requested(200_000), granted('cfo'), one, voided)
        .when(sign('cfo', {}, person('u-cfo-2', 'cfo')))
        .thenHappens(event('ApprovalGranted', { round: 1, role: 'cfo', approver: 'u-cfo-2', completes: false }));
    });
  });
});
