import type { RecordedEvent } from './events.js';
import { RecentEvents } from './recent.js';

const event = (position: number, bytes = 1, type = 'T'): RecordedEvent => ({
  position,
  stream: 's',
  revision: position,
  recordedAt: 0,
  id: '',
  type,
  json: false,
  metadata: Buffer.alloc(0),
  data: Buffer.alloc(bytes),
});
const events = (from: number, to: number, bytes?: number): RecordedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index, bytes));

describe('recent events', () => {
  it('cover what was committed since the start, and what will be', () => {
    const recent = new RecentEvents(5);
    expect([recent.covers(4), recent.covers(5), recent.covers(9)]).toEqual([false, true, true]);
    recent.push(events(6, 8));
    expect(recent.head).toBe(8);
    expect(recent.at(7).position).toBe(7);
    expect(() => recent.at(5)).toThrow('not among');
    expect(() => recent.at(9)).toThrow('not among');
  });

  it('cover older ones that are handed in, as long as they are gap-free', () => {
    const recent = new RecentEvents(8);
    recent.push(events(9, 10));
    recent.prepend([event(8), event(7), event(5)]);
    expect([recent.covers(5), recent.covers(6)]).toEqual([false, true]);
    expect([recent.head, recent.at(7).position, recent.at(10).position]).toEqual([10, 7, 10]);
    recent.prepend(events(1, 6).toReversed());
    expect(recent.covers(0)).toBe(true);
  });

  it('keep no more of older ones than fits', () => {
    const recent = new RecentEvents(40);
    recent.prepend(events(1, 40, 1_000_000).toReversed());
    expect([recent.covers(25), recent.covers(23)]).toEqual([true, false]);
  });

  it('forget the oldest when they are too many', () => {
    const recent = new RecentEvents(0);
    recent.push(events(1, 20_000));
    expect(recent.covers(20_000 - 8_193)).toBe(false);
    expect(recent.covers(20_000 - 8_192)).toBe(true);
    expect(recent.at(20_000 - 8_191).position).toBe(20_000 - 8_191);
  });

  it('forget the oldest when they are too large', () => {
    const recent = new RecentEvents(0);
    recent.push(events(1, 40, 1_000_000));
    expect(recent.covers(20)).toBe(false);
    expect(recent.covers(30)).toBe(true);
  });

  it('forget the oldest when their types are too large', () => {
    const recent = new RecentEvents(0);
    for (let position = 1; position <= 40; position++) recent.push([event(position, 0, 'T'.repeat(500_000))]);
    expect([recent.covers(20), recent.covers(30)]).toEqual([false, true]);
  });

  it('tell that the head has moved, until they are told to be silent', () => {
    const recent = new RecentEvents(0);
    const heads: number[] = [];
    const silence = recent.onChange(() => heads.push(recent.head));
    recent.push(events(1, 3));
    recent.reset(10);
    silence();
    recent.push(events(11, 11));
    expect(heads).toEqual([3, 10]);
  });

  it('cover nothing of what they were told to forget', () => {
    const recent = new RecentEvents(0);
    recent.push(events(1, 1));
    recent.reset(10);
    expect([recent.head, recent.covers(9), recent.covers(10)]).toEqual([10, false, true]);
  });

  it('refuse a gap', () => {
    expect(() => new RecentEvents(3).push(events(5, 5))).toThrow('does not follow');
  });
});
