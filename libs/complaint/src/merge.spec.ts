import { rounds, story } from '@redress/testing';
import { evolve, noComplaint, type ComplaintFact, type ComplaintState } from './state.js';

const { command, event, given, sample } = story;
const received = event('Received', sample.Received);
const closed = event('Closed', sample.Closed);
const merged = event('MergedInto', sample.MergedInto);
const { complaintId } = sample.MergedInto;
const after = (...events: ComplaintFact[]) => events.reduce<ComplaintState>(evolve, noComplaint);

describe('merge', () => {
  it('lets the case go on in another, an open or a closed one', () => {
    given(received).when(command('merge', sample.MergedInto)).thenHappens(merged);
    given(received, closed).when(command('merge', sample.MergedInto)).thenHappens(merged);
  });

  it('ends a round that runs', () => {
    given(received, ...rounds.requested(200_000))
      .when(command('merge', sample.MergedInto))
      .thenHappens(event('ApprovalVoided', { round: 1, cause: 'merged' }), merged);
  });

  it('is done once, into another case that is on record and goes on itself', () => {
    given(received, merged).when(command('merge', sample.MergedInto)).thenRefused('already-merged', { into: complaintId });
    given(received)
      .when(command('merge', sample.MergedInto, { other: { status: 'none', mergedInto: null } }))
      .thenRefused('no-such-case', { complaintId });
    given(received)
      .when(command('merge', sample.MergedInto, { other: { status: 'open', mergedInto: story.complaintId } }))
      .thenRefused('target-merged', { complaintId, into: story.complaintId });
    given(received)
      .when(command('merge', { ...sample.MergedInto, complaintId: story.complaintId }))
      .thenContradicts('merged-into-itself');
  });
});

describe('unmerge', () => {
  const unmerged = event('Unmerged', { complaintId, reason: 'another-matter' });
  const unmerge = command('unmerge', { reason: 'another-matter' });

  it('leaves the case as it stood, open or closed, but for the approvals', () => {
    given(received, merged).when(unmerge).thenHappens(unmerged);
    const worked = [received, event('Investigated', sample.Investigated), event('Compensated', sample.Compensated)];
    for (const before of [worked, [...worked, closed]]) {
      const whileMerged = [merged, event('FollowedUp', { ...sample.FollowedUp, solved: false }), unmerged];
      expect(after(...before, ...whileMerged)).toEqual(after(...before));
    }
    const voided = event('ApprovalVoided', { round: 1, cause: 'merged' });
    given(received, ...rounds.approved(200_000), voided, merged, unmerged)
      .when(command('compensate', { remedy: 'refund', borne: rounds.cny(200_000), acceptance: 'goodwill', approvalRound: 1 }))
      .thenRefused('no-open-round', { round: 1, status: 'ended' });
  });

  it('undoes nothing that was not done, nor puts an erased case on the table', () => {
    given(received).when(unmerge).thenRefused('not-merged');
    const erased = event('PersonalDataErased', sample.PersonalDataErased);
    given(received, merged, erased).when(unmerge).thenRefused('personal-data-erased', { command: 'unmerge' });
    given(received, closed, merged, erased).when(unmerge).thenHappens(unmerged);
  });
});

describe('erasePersonalData', () => {
  const erase = (other?: 'open' | 'closed') =>
    command('erasePersonalData', sample.PersonalDataErased, other && { other: { status: other, mergedInto: null } });
  const erased = event('PersonalDataErased', sample.PersonalDataErased);

  const goesOn = { reasons: [{ code: 'case-open', mergedInto: complaintId }], possibleFrom: null };

  it('is for cases that nobody works on, here or where they go on', () => {
    given(received)
      .when(erase())
      .thenRefused('case-open', { reasons: [{ code: 'case-open' }], possibleFrom: null });
    given(received, closed).when(erase()).thenHappens(erased);
    given(received, merged).when(erase('open')).thenRefused('case-open', goesOn);
    given(received, closed, merged).when(erase('open')).thenRefused('case-open', goesOn);
    given(received, merged).when(erase('closed')).thenHappens(erased);
  });

  it('is done once, and the case is not reopened', () => {
    given(received, closed, erased).when(erase()).thenRefused('already-erased');
    given(received, closed, erased)
      .when(command('reopen', { reason: 'hidden-issue' }))
      .thenRefused('personal-data-erased', { command: 'reopen' });
  });
});
