import type { DataSource } from 'typeorm';
import { checkpoints, type Checkpoint } from './checkpoint.js';
import { allViews } from './start-views.js';

/** A view as one that follows the log. */
export interface FollowingView {
  /** `<view>.v<version>` */
  readonly name: string;
  readonly position: bigint | null;
  /** Of the streams that it folds, by how their names begin. */
  readonly prefixes: readonly string[];
  readonly state: Checkpoint['state'];
}

/** Every view of this program that a worker has begun, as it follows the log; none before the first worker has started. */
export async function followingViews(dataSource: DataSource): Promise<FollowingView[]> {
  const stored = await checkpoints(dataSource);
  return allViews.flatMap(({ name: view, version, prefixes }) => {
    const found = stored.find((one) => one.view === view && one.version === version);
    if (!found) return [];
    const position = found.position === null ? null : BigInt(found.position);
    return [{ name: `${view}.v${version}`, position, prefixes, state: found.state }];
  });
}
