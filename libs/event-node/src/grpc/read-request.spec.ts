import { Empty, ReadReq, StreamIdentifier } from './messages.js';
import { toReadPlan } from './read-request.js';

type Options = InstanceType<typeof ReadReq.Options>;

/** A read of all of `$all`, changed by `change`. */
function request(change: (options: Options) => unknown = () => undefined) {
  const options = new ReadReq.Options();
  options.setAll(new ReadReq.Options.AllOptions().setStart(new Empty()));
  options.setCount('10');
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  options.setNoFilter(new Empty());
  change(options);
  return new ReadReq().setOptions(options);
}

const stream = (name = 's') =>
  new ReadReq.Options.StreamOptions().setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(name))).setRevision('7');

const filter = (regex: string, multiplier = 2) =>
  new ReadReq.Options.FilterOptions()
    .setEventType(new ReadReq.Options.FilterOptions.Expression().setRegex(regex))
    .setMax(10)
    .setCheckpointintervalmultiplier(multiplier);

const subscription = new ReadReq.Options.SubscriptionOptions();

describe('a read request', () => {
  it('reads $all', () => {
    expect(toReadPlan(request())).toEqual({
      kind: 'read-all',
      from: 'start',
      uuid: 'string',
      resolveLinks: false,
      direction: 'forwards',
      count: 10,
    });
  });

  it('reads a stream backwards from a revision, with structured ids and both ends told', () => {
    const plan = toReadPlan(
      request((options) => {
        options.setStream(stream());
        options.setReadDirection(1);
        options.setUuidOption(new ReadReq.Options.UUIDOption().setStructured(new Empty()));
        options.setControlOption(new ReadReq.Options.ControlOption().setCompatibility(1));
      }),
    );
    expect(plan).toMatchObject({ kind: 'read-stream', stream: 's', from: 7, direction: 'backwards', uuid: 'structured', tellEnds: true });
  });

  it('follows $all with a filter, the checkpoint interval being window times multiplier', () => {
    const plan = toReadPlan(request((options) => options.setSubscription(subscription).setFilter(filter('^a'))));
    expect(plan).toMatchObject({ kind: 'follow-all', from: 'start', checkpointInterval: 20 });
  });

  it('takes the largest number for the end', () => {
    const options = stream().setRevision('18446744073709551615');
    expect(toReadPlan(request((each) => each.setStream(options).setReadDirection(1)))).toMatchObject({ from: 'end' });
  });

  it.each<[string, (options: Options) => unknown]>([
    ['nowhere', (options) => options.setStream(stream(''))],
    ['count 0', (options) => options.setStream(stream()).setCount('0')],
    ['its end, forwards', (options) => options.setStream(stream().setRevision('18446744073709551615'))],
  ])('of a stream from %s fails as it does in the server', (_, change) => {
    expect(() => toReadPlan(request(change))).toThrow(expect.objectContaining({ code: 2 }));
  });

  it('follows a stream', () => {
    expect(toReadPlan(request((options) => options.setSubscription(subscription).setStream(stream())))).toMatchObject({
      kind: 'follow-stream',
      from: 7,
    });
  });

  it.each<[string, (options: Options) => unknown]>([
    ['no uuid option', (options) => options.clearUuidOption()],
    ['no stream', (options) => options.clearAll()],
    ['a stream name that is too long', (options) => options.setStream(stream('x'.repeat(3_000)))],
    ['no beginning', (options) => options.setAll(new ReadReq.Options.AllOptions())],
    ['a subscription backwards', (options) => options.setSubscription(subscription).setReadDirection(1)],
    ['a filter on a stream', (options) => options.setStream(stream()).setFilter(filter('a'))],
    ['a filter that is no expression', (options) => options.setFilter(filter('('))],
    ['a checkpoint interval of zero', (options) => options.setSubscription(subscription).setFilter(filter('a', 0))],
  ])('with %s is refused', (_, change) => {
    expect(() => toReadPlan(request(change))).toThrow(expect.objectContaining({ code: 3 }));
  });
});
