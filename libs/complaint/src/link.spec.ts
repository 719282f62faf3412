import { story } from '@redress/testing';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const { complaintId } = sample.Linked;
const linked = event('Linked', sample.Linked);
const joint = event('Linked', { complaintId, kind: 'joint' });
const merged = event('Linked', { complaintId, kind: 'merged' });

describe('link', () => {
  it('says that the case has to do with another, once for each kind', () => {
    given(received).when(command('link', sample.Linked)).thenHappens(linked);
    given(received, linked)
      .when(command('link', { complaintId, kind: 'joint' }))
      .thenHappens(joint);
    given(received, linked).when(command('link', sample.Linked)).thenRefused('already-linked', { complaintId, kind: 'related' });
    given(received, linked, event('Unlinked', sample.Unlinked)).when(command('link', sample.Linked)).thenHappens(linked);
  });

  it('names a case that is on record, and another one', () => {
    given(received)
      .when(command('link', sample.Linked, { other: { status: 'none', mergedInto: null } }))
      .thenRefused('no-such-case', { complaintId });
    given(received)
      .when(command('link', { ...sample.Linked, complaintId: story.complaintId }))
      .thenContradicts('linked-to-itself');
  });

  it('says by automation only that the other was merged', () => {
    const merge = { complaintId, kind: 'merged' } as const;
    given(received).when(command('link', merge)).thenContradicts('use-merge');
    given(received)
      .when(command('link', merge, { origin: 'automation' }))
      .thenHappens(merged);
  });
});

it('nobody keeps out the automation that carries a link over', () => {
  const by = { sub: 'redress', roles: [] };
  const named = event('Received', { ...sample.Received, respondents: [by.sub] });
  const how = { by, origin: 'automation' } as const;
  given(named)
    .when(command('link', { complaintId, kind: 'joint' }, how))
    .thenHappens(joint);
  given(named, joint)
    .when(command('unlink', { complaintId, kind: 'joint', reason: 'r' }, how))
    .thenHappens(event('Unlinked', { complaintId, kind: 'joint', reason: 'r' }));
});

describe('unlink', () => {
  const reason = 'another-salesman';

  it('takes the only link back, or the one that is named', () => {
    given(received, linked)
      .when(command('unlink', { complaintId, reason }))
      .thenHappens(event('Unlinked', { complaintId, kind: 'related', reason }));
    given(received, linked, joint)
      .when(command('unlink', { complaintId, kind: 'joint', reason }))
      .thenHappens(event('Unlinked', { complaintId, kind: 'joint', reason }));
    given(received, linked, joint)
      .when(command('unlink', { complaintId, reason }))
      .thenRefused('link-ambiguous', { complaintId, kinds: ['related', 'joint'] });
  });

  it('takes nothing back that is not there', () => {
    given(received).when(command('unlink', { complaintId, reason })).thenRefused('not-linked', { complaintId, kinds: [] });
    given(received, linked)
      .when(command('unlink', { complaintId, kind: 'repeat', reason }))
      .thenRefused('not-linked', { complaintId, kinds: ['related'] });
  });

  it('leaves merges to un-merging', () => {
    given(received, merged)
      .when(command('unlink', { complaintId, kind: 'merged', reason }))
      .thenContradicts('use-unmerging', { complaintId });
    given(received, merged).when(command('unlink', { complaintId, reason })).thenRefused('not-linked', { complaintId, kinds: [] });
    given(received, merged)
      .when(command('unlink', { complaintId, reason }, { origin: 'automation' }))
      .thenHappens(event('Unlinked', { complaintId, kind: 'merged', reason }));
  });
});
