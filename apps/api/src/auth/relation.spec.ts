import { evolve, noComplaint, type ClosedComplaint, type ComplaintEvent, type OpenComplaint } from '@redress/complaint';
import { story } from '@redress/testing';
import { relations, type Relation } from './policy-table.js';
import { isRelated, type Someone } from './relation.js';

/*
 * How somebody stands to a complaint, by what happened in it.
 */

const { sample } = story;

type Type = ComplaintEvent['type'];
type Said = readonly [type: Type, data: object, sub?: string];

function caseOf(form: object, ...events: readonly Said[]): OpenComplaint | ClosedComplaint {
  const { unit: _, ...plain } = story.form;
  const all: readonly Said[] = [['Received', { ...plain, ...form }, 'writer'], ...events];
  return all.reduce<OpenComplaint | ClosedComplaint>(
    (state, [type, data, sub = 'somebody']) =>
      evolve(state, {
        type,
        data,
        metadata: { occurredAt: '2026-11-01T08:00:00.000Z', actor: { sub, roles: [] } },
      } as never) as OpenComplaint,
    noComplaint as never,
  );
}

const somebody = (more: Partial<Someone> = {}): Someone => ({ sub: 'me', roles: [], units: new Set(['north', 'north-1']), ...more });
const related = (complaint: OpenComplaint | ClosedComplaint, more?: Partial<Someone>): Relation[] =>
  relations.filter((relation) => relation !== 'none' && isRelated(relation, complaint, somebody(more)));

const south = { unit: 'south', firstReceiver: 'other' };

describe('own', () => {
  it.each<[string, object, Partial<Someone>, Relation[]]>([
    ['who took it in', { ...south, firstReceiver: 'me' }, {}, ['own']],
    ['who wrote it down', south, { sub: 'writer' }, ['own']],
    ['nobody else', south, {}, []],
    ['nobody where an import names nobody', { ...south, firstReceiver: null }, {}, []],
  ])('is %s', (_, form, who, expected) => expect(related(caseOf(form), who)).toEqual(expected));

  it('follows a correction of who took it in', () => {
    const corrected = caseOf({ ...south, firstReceiver: 'me' }, [
      'Corrected',
      { correction: 1, field: 'firstReceiver', replaces: 0, old: 'me', new: 'other', reason: 'misread' },
    ]);
    expect(related(corrected)).toEqual([]);
    expect(related(corrected, { sub: 'other' })).toEqual(['own']);
  });
});

describe('assigned', () => {
  it.each<[string, Said[], Relation[]]>([
    ['in whose hands it is', [['Assigned', { person: 'me' }]], ['assigned']],
    ['to whom it was handed', [['HandedOver', { from: null, to: { person: 'me', unit: 'south' }, reason: 'r' }]], ['assigned']],
    [
      'not who handed it on',
      [
        ['Assigned', { person: 'me' }],
        ['HandedOver', { from: { person: 'me' }, to: { person: 'you' }, reason: 'r' }],
      ],
      [],
    ],
    [
      'who was asked for a contribution',
      [['ContributionRequested', { ...sample.ContributionRequested, of: { person: 'me' } }]],
      ['assigned'],
    ],
    ['whose unit was', [['ContributionRequested', { ...sample.ContributionRequested, of: { unit: 'north-1' } }]], ['assigned']],
    [
      'not whose team was: a token says nothing of teams',
      [['ContributionRequested', { ...sample.ContributionRequested, of: { team: 'north' } }]],
      [],
    ],
    ['not who keeps out', [['Recused', { person: 'me', reason: 'r', vacates: [] }]], []],
  ])('is %s', (_, events, expected) => expect(related(caseOf(south, ...events))).toEqual(expected));

  const asked: Said[] = [
    ['ResolutionProposed', sample.ResolutionProposed],
    ['ApprovalRequested', sample.ApprovalRequested],
  ];
  const required = sample.ApprovalRequested.required[0]!.role;

  it('is who is asked to sign, by a role of their own or one that was delegated', () => {
    const complaint = caseOf(south, ...asked);
    expect(related(complaint, { roles: [required] })).toEqual(['assigned']);
    expect(related(complaint, { roles: ['callback-agent'] })).toEqual([]);
    expect(related(caseOf(south), { roles: [required] })).toEqual([]);
  });

  it('is who signed, and for whom, whatever came of the round', () => {
    const signed = caseOf(south, ...asked, [
      'ApprovalGranted',
      { ...sample.ApprovalGranted, role: required, approver: 'me', actingFor: 'boss' },
      'me',
    ]);
    expect(related(signed)).toEqual(['assigned']);
    expect(related(signed, { sub: 'boss' })).toEqual(['assigned']);
  });
});

describe('unit', () => {
  it.each<[string, object, Said[], Relation[]]>([
    ['of which it is', { ...south, unit: 'north' }, [], ['unit']],
    ['below which it is', { ...south, unit: 'north-1' }, [], ['unit']],
    ['in whose hands it is', south, [['Assigned', { unit: 'north-1' }]], ['unit']],
    ['everybody’s while it names none', { firstReceiver: 'other' }, [], ['unit']],
    ['everybody’s while only a person has it', { firstReceiver: 'other' }, [['Assigned', { person: 'you' }]], ['unit']],
    ['nobody else’s once it is in the hands of one', { firstReceiver: 'other' }, [['Assigned', { unit: 'south' }]], []],
    ['nobody else’s', south, [], []],
    [
      'that it was corrected to',
      south,
      [['Corrected', { correction: 1, field: 'unit', replaces: 0, old: 'south', new: 'north', reason: 'r' }]],
      ['unit'],
    ],
  ])('is the one %s', (_, form, events, expected) => expect(related(caseOf(form, ...events))).toEqual(expected));
});

it('needs nothing where no relation is needed', () => {
  expect(isRelated('none', caseOf(south), somebody())).toBe(true);
});
