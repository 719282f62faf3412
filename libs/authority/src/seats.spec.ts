import { missingSeats, nextSeats, seatsOf } from './seats.js';

const required = [
  { role: 'channel-head', standIns: ['operations-director', 'cfo', 'board'] },
  { role: 'operations-director', standIns: ['cfo', 'board'] },
];

describe('seats', () => {
  it('are the required roles where nobody is recused', () => {
    expect(seatsOf(required, ['cfo'])).toEqual([{ role: 'channel-head' }, { role: 'operations-director' }]);
    expect(seatsOf([], ['cfo'])).toEqual([]);
  });

  it('of an empty role go to its first stand-in that has none of its own', () => {
    expect(seatsOf(required, ['channel-head'])).toEqual([{ role: 'cfo', standsInFor: 'channel-head' }, { role: 'operations-director' }]);
    expect(seatsOf(required, ['channel-head', 'operations-director'])).toEqual([
      { role: 'cfo', standsInFor: 'channel-head' },
      { role: 'board', standsInFor: 'operations-director' },
    ]);
    expect(seatsOf(required, ['channel-head', 'cfo'])[0]).toEqual({ role: 'board', standsInFor: 'channel-head' });
  });

  it('keep their own name where no stand-in is left', () => {
    expect(seatsOf(required, ['channel-head', 'operations-director', 'cfo'])).toEqual([
      { role: 'board', standsInFor: 'channel-head' },
      { role: 'operations-director' },
    ]);
  });
});

describe('the seats that are missing', () => {
  const seats = [{ role: 'a' }, { role: 'b', standsInFor: 'x' }, { role: 'c' }];

  it('of any: all of them until one signs, then none', () => {
    expect(missingSeats('any', seats, [])).toEqual(seats);
    expect(missingSeats('any', seats, ['b'])).toEqual([]);
    expect(missingSeats('any', seats, ['x'])).toEqual(seats);
    expect(nextSeats('any', seats, [])).toEqual(seats);
  });

  it('of all: each that nobody signed, in whatever order', () => {
    expect(missingSeats('all', seats, ['b'])).toEqual([seats[0], seats[2]]);
    expect(nextSeats('all', seats, ['b'])).toEqual([seats[0], seats[2]]);
  });

  it('of ordered: only the first of them may sign', () => {
    expect(missingSeats('ordered', seats, ['a'])).toEqual([seats[1], seats[2]]);
    expect(nextSeats('ordered', seats, ['a'])).toEqual([seats[1]]);
    expect(nextSeats('ordered', seats, ['a', 'b', 'c'])).toEqual([]);
  });

  it('are none where nobody has to sign', () => {
    for (const mode of ['any', 'all', 'ordered'] as const) expect(missingSeats(mode, [], [])).toEqual([]);
  });
});
