import { createSecretKey, randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import {
  AuthorityAggregate,
  authorityDecider,
  AuthorityHandler,
  AuthorityPolicies,
  ComplaintAggregate,
  complaintDecider,
  ComplaintHandler,
  eventTypes,
  HandleAuthority,
  HandleComplaint,
  HandleImprovement,
  HandleMeasurement,
  ImprovementAggregate,
  improvementDecider,
  ImprovementHandler,
  MeasurementAggregate,
  measurementDecider,
  MeasurementHandler,
  Policies,
  PolicyAggregate,
  policyDecider,
  StaleRevision,
} from '@redress/commands';
import { EventStore, StoreUnavailable, type LogClient } from '@redress/event-store';
import { RuleViolation } from '@redress/kernel';
import { MemoryLog } from '@redress/testing';
import { midnightOf } from './calendar.js';
import { Plan } from './plan.js';
import { play, Played, type Office, type PlayOptions } from './play.js';
import type { Step } from './step.js';

const options = (more: Partial<PlayOptions> = {}): PlayOptions => ({ concurrency: 8, stop: new AbortController().signal, ...more });
const plan = () => new Plan({ seed: 5, complaints: 30, until: midnightOf('2026-11-22')! });

const key = createSecretKey(randomBytes(32));
const vault = {
  enrol: () => Promise.resolve({ id: 'subject', key }),
  keysOf: () => Promise.resolve(new Map([['subject', key]])),
  digest: (text: string) => text,
};

/** The handlers of one process, on a log that others may share. */
function officeOn(log: MemoryLog): Office {
  const store = new EventStore({ connectionString: 'esdb://nowhere', types: eventTypes }, log as unknown as LogClient);
  const authority = new AuthorityAggregate(authorityDecider, store, vault);
  const policies = new AuthorityPolicies(authority);
  const lists = new Policies(new PolicyAggregate(policyDecider, store, vault));
  const cases = new ComplaintAggregate(complaintDecider, store, vault);
  const complaints = new ComplaintHandler(cases, policies, lists);
  const improvements = new ImprovementHandler(new ImprovementAggregate(improvementDecider, store, vault), cases);
  const measurements = new MeasurementHandler(new MeasurementAggregate(measurementDecider, store, vault));
  const authorities = new AuthorityHandler(authority, policies);
  return {
    complaint: (id, command, request) => complaints.execute(new HandleComplaint(id, command, request)),
    authority: (command, request) => authorities.execute(new HandleAuthority(command, request)),
    improvement: ({ improvementId, command }, request) =>
      improvementId === null
        ? measurements.execute(new HandleMeasurement(command as HandleMeasurement['command'], request))
        : improvements.execute(new HandleImprovement(improvementId, command as HandleImprovement['command'], request)),
  };
}

const told = (log: MemoryLog) =>
  [...log.streams]
    .map(([stream, events]) => [stream, events.map(({ type }) => type).join(' ')].join(' '))
    .toSorted((a, b) => (a < b ? -1 : 1));

describe('a play', () => {
  it('carries the plan out, and adds nothing when it is played again', async () => {
    const log = new MemoryLog();
    const first = new Played();
    await play(plan().steps(), officeOn(log), first, options());
    const steps = [...plan().steps()];
    const refused = steps.filter(({ refusal }) => refusal !== undefined).length;
    expect(first).toMatchObject({ unexpected: 0, refused, commands: steps.length - refused, alreadyThere: 0 });
    expect(first.complaints).toEqual(new Set(plan().complaintIds));

    const before = told(log);
    const again = new Played();
    await play(plan().steps(), officeOn(log), again, options());
    expect(again).toMatchObject({ unexpected: 0, commands: 0, events: 0, approvedCase: first.approvedCase });
    expect(again.alreadyThere + again.refused).toBe(steps.length);
    expect(told(log)).toEqual(before);
  });

  it('goes on where it was stopped, at whatever command', async () => {
    const whole = new MemoryLog();
    await play(plan().steps(), officeOn(whole), new Played(), options());
    const log = new MemoryLog();
    for (const most of [1, 120, 250]) {
      const stop = new AbortController();
      let count = 0;
      const onStep = () => void ((count += 1) === most && stop.abort());
      const played = new Played();
      await play(plan().steps(), officeOn(log), played, options({ stop: stop.signal, onStep }));
      expect(played.unexpected).toBe(0);
      expect(played.all).toBeLessThanOrEqual(most + 8);
    }
    const rest = new Played();
    await play(plan().steps(), officeOn(log), rest, options());
    expect(rest.unexpected).toBe(0);
    expect(told(log)).toEqual(told(whole));
  });

  it('ends at an error that is no refusal, and can be played on', async () => {
    const log = new MemoryLog();
    const office = officeOn(log);
    let count = 0;
    const broken: Office = {
      ...office,
      complaint: (...command) => ((count += 1) > 100 ? Promise.reject(new StoreUnavailable('away')) : office.complaint(...command)),
    };
    const played = new Played();
    await expect(play(plan().steps(), broken, played, options())).rejects.toThrow(StoreUnavailable);
    expect(count).toBeLessThanOrEqual(100 + 8);
    const rest = new Played();
    await play(plan().steps(), office, rest, options());
    expect(rest.unexpected).toBe(0);
  });
});

describe('what is under way', () => {
  const step = (complaintId: string | null, n: number, refusal?: string) =>
    ({
      complaintId,
      commandId: `c-${n}`,
      command: { type: 'addNote', data: { n }, now: 't', occurredAt: 't' },
      ...(refusal && { refusal }),
    }) as never as Step;
  const outcome = (revision = 0) => ({ revision, position: 1n, events: [{ type: 'NoteAdded' }], repeated: false });

  it('is so much at once, of one complaint in order, and nothing beside the authority', async () => {
    const order: string[] = [];
    let underWay = 0;
    let most = 0;
    const work = async (name: string) => {
      most = Math.max(most, (underWay += 1));
      order.push(name);
      for (let turns = 0; turns < 3; turns += 1) await turn();
      underWay -= 1;
      order.push(`${name}.`);
      return outcome();
    };
    const office: Office = {
      complaint: (id, { data }) => work(`${id}${(data as { n: number }).n}`),
      authority: () => work('authority'),
      improvement: () => work('authority'),
    };
    const steps = [step('a', 1), step('a', 2), step('b', 3), step('c', 4), step(null, 5), step('a', 6)];
    await play(steps, office, new Played(), options({ concurrency: 2 }));
    expect(most).toBe(2);
    expect(order.filter((name) => name.startsWith('a') && name !== 'authority' && name !== 'authority.')).toEqual([
      'a1',
      'a1.',
      'a2',
      'a2.',
      'a6',
      'a6.',
    ]);
    expect(order.slice(-4)).toEqual(['authority', 'authority.', 'a6', 'a6.']);
  });

  it('asks for a refusal on the revision that it stands on, and is content if the case has gone on since', async () => {
    const expected: (number | undefined)[] = [];
    const office: Office = {
      complaint: (_id, _command, { commandId, expectedRevision }) => {
        expected.push(expectedRevision);
        if (commandId === 'c-1') return Promise.resolve(outcome(3));
        return Promise.reject(commandId === 'c-2' ? new RuleViolation('case-closed', '') : new StaleRevision(3, 7));
      },
      authority: () => Promise.reject(new Error('nothing is asked of it')),
      improvement: () => Promise.reject(new Error('nothing is asked of it')),
    };
    const played = new Played();
    await play([step('a', 1), step('a', 2, 'case-closed'), step('a', 3, 'not-closed')], office, played, options());
    expect(expected).toEqual([undefined, 3, 3]);
    expect(played).toMatchObject({ commands: 1, refused: 1, alreadyThere: 1, unexpected: 0 });
  });

  it('is counted as unexpected if it ends otherwise, and the rest of the case is left', async () => {
    const sent: string[] = [];
    const office: Office = {
      complaint: (_id, _command, { commandId }) => {
        sent.push(commandId);
        return commandId === 'c-2' ? Promise.reject(new RuleViolation('case-closed', 'It is closed.')) : Promise.resolve(outcome());
      },
      authority: () => Promise.reject(new Error('nothing is asked of it')),
      improvement: () => Promise.reject(new Error('nothing is asked of it')),
    };
    const played = new Played();
    await play([step('a', 1, 'not-closed'), step('a', 2), step('a', 3), step('b', 4)], office, played, options());
    expect(sent.toSorted()).toEqual(['c-1', 'c-2', 'c-4']);
    expect(played).toMatchObject({ unexpected: 2, commands: 1 });
    expect(played.surprises).toMatchObject([
      { complaintId: 'a', expected: 'not-closed', came: null, detail: 'it was carried out' },
      { complaintId: 'a', expected: null, came: 'case-closed', detail: 'It is closed.' },
    ]);
  });
});
