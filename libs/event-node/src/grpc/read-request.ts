import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import { prefixFilter, regexFilter } from '../filter/filter.js';
import type { Filter, FilterOn } from '../filter/filter.js';
import type { Direction } from '../log/reader.js';
import type { UuidForm } from './encode-event.js';
import { ReadReq } from './messages.js';
import { streamNameOf } from './proposals.js';
import { CallError, invalidArgument, unknownError } from './statuses.js';
import { fromWire } from './wire-values.js';

/** Where to begin: a revision or position, or one of the ends. */
export type From = number | 'start' | 'end';

interface Common {
  readonly from: From;
  /** Links are answered together with the events that they point to. */
  readonly resolveLinks: boolean;
  readonly uuid: UuidForm;
}

export type ReadPlan =
  | (Common & {
      readonly kind: 'read-stream';
      readonly stream: string;
      readonly direction: Direction;
      readonly count: number;
      /** The client wants to be told the first and last revision. */
      readonly tellEnds: boolean;
    })
  | (Common & { readonly kind: 'read-all'; readonly direction: Direction; readonly count: number; readonly filter?: Filter })
  | (Common & { readonly kind: 'follow-stream'; readonly stream: string })
  | (Common & { readonly kind: 'follow-all'; readonly filter?: Filter; readonly checkpointInterval: number });

/** Each event that is looked at is compared with all of them. */
const MAX_PREFIXES = 16_384;
/** Events a filter looks at between two checkpoints, if the client does not say. */
const DEFAULT_WINDOW = 32;

/** @throws CallError INVALID_ARGUMENT for what makes no sense, as the server does */
export function toReadPlan(request: ReadRequest): ReadPlan {
  const options = request.getOptions();
  if (!options) throw invalidArgument('A read has options.');
  const uuidOption = options.getUuidOption();
  if (!uuidOption) throw invalidArgument(' `uuidOption` is a required argument');
  const uuid = uuidOption.hasString() ? 'string' : 'structured';
  const direction: Direction = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS ? 'backwards' : 'forwards';
  const follow = options.hasSubscription();
  if (!follow && !options.hasCount()) throw invalidArgument('A read has a count or is a subscription.');
  if (follow && direction === 'backwards') throw invalidArgument('A subscription goes forwards.');
  const count = fromWire(options.getCount());
  const resolveLinks = options.getResolveLinks();

  const streamOptions = options.getStream();
  if (streamOptions) {
    if (options.hasFilter()) throw invalidArgument('Only $all can be filtered.');
    const stream = streamNameOf(streamOptions.getStreamIdentifier());
    const from = fromOf(streamOptions.hasStart(), streamOptions.hasEnd(), streamOptions.hasRevision(), () => streamOptions.getRevision());
    if (follow) return { kind: 'follow-stream', stream, from, uuid, resolveLinks };
    // The server fails on these in its storage, whatever the stream.
    if (count === 0) throw unknownError('Unexpected ReadStreamResult: Error. A stream is read for at least one event.');
    if (from === 'end' && direction === 'forwards') {
      throw unknownError('Unexpected ReadStreamResult: Error. A stream is not read forwards from its end.');
    }
    const tellEnds = (options.getControlOption()?.getCompatibility() ?? 0) >= 1;
    return { kind: 'read-stream', stream, from, uuid, resolveLinks, direction, count, tellEnds };
  }

  const allOptions = options.getAll();
  if (!allOptions) throw invalidArgument('A read names a stream or $all.');
  const from = fromOf(allOptions.hasStart(), allOptions.hasEnd(), allOptions.hasPosition(), () =>
    allOptions.getPosition()!.getCommitPosition(),
  );
  const filterOptions = options.getFilter();
  const filter = filterOptions && filterOf(filterOptions);
  if (!follow) return { kind: 'read-all', from, uuid, resolveLinks, direction, count, filter };
  return {
    kind: 'follow-all',
    from,
    uuid,
    resolveLinks,
    filter,
    checkpointInterval: filterOptions ? checkpointIntervalOf(filterOptions) : Infinity,
  };
}

/** The largest unsigned 64-bit integer. */
const END = '18446744073709551615';

function fromOf(start: boolean, end: boolean, at: boolean, value: () => string): From {
  if (start) return 'start';
  if (end) return 'end';
  if (at) {
    const place = value();
    return place === END ? 'end' : fromWire(place);
  }
  throw invalidArgument('A read says where it begins.');
}

function filterOf(options: ReadRequest.Options.FilterOptions): Filter {
  const byType = options.getEventType();
  const byStream = options.getStreamIdentifier();
  const expression = byType ?? byStream;
  if (!expression) throw invalidArgument('A filter has an expression.');
  const on: FilterOn = byType ? 'type' : 'stream';
  try {
    const regex = expression.getRegex();
    if (regex !== '') return regexFilter(on, regex);
    const prefixes = expression.getPrefixList();
    if (prefixes.join('').length > MAX_PREFIXES) throw invalidArgument(`Prefixes have at most ${MAX_PREFIXES} characters together.`);
    return prefixFilter(on, prefixes);
  } catch (error) {
    if (error instanceof CallError) throw error;
    throw invalidArgument(`The filter's regular expression is not valid: ${(error as Error).message}`);
  }
}

function checkpointIntervalOf(options: ReadRequest.Options.FilterOptions): number {
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  const multiplier = options.getCheckpointintervalmultiplier();
  if (window === 0 || multiplier === 0) throw invalidArgument('Search window and checkpoint interval are greater than 0.');
  return window * multiplier;
}
