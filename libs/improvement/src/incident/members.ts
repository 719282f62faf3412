/**
 * The complaints of an incident, each with the ordinal of its joining. A state is never changed, and there may be tens of thousands: one more
 * member copies a bucket and the list of buckets, not all of them.
 */
export type Members = ReadonlyMap<string, Bucket>;
type Bucket = ReadonlyMap<string, number>;

export const noMembers: Members = new Map();

/** The first characters of two ids of one minute are the same; the last are random. */
const bucketOf = (complaintId: string): string => complaintId.slice(-2);

/** The ordinal of its joining; undefined if it is no member. */
export function memberOf(members: Members, complaintId: string): number | undefined {
  return members.get(bucketOf(complaintId))?.get(complaintId);
}

export function withMember(members: Members, complaintId: string, ordinal: number): Members {
  const name = bucketOf(complaintId);
  return new Map(members).set(name, new Map(members.get(name)).set(complaintId, ordinal));
}

export function withoutMember(members: Members, complaintId: string): Members {
  const name = bucketOf(complaintId);
  const bucket = new Map(members.get(name));
  bucket.delete(complaintId);
  return new Map(members).set(name, bucket);
}

/** Who joined from the one ordinal to the other, both in it; in no order. */
export function* membersWithin(
  members: Members,
  from: number,
  to: number,
): Generator<{ readonly complaintId: string; readonly member: number }> {
  for (const bucket of members.values())
    for (const [complaintId, member] of bucket) if (from <= member && member <= to) yield { complaintId, member };
}
