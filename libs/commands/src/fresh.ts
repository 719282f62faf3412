import type { Instant } from '@redress/kernel';

/** How old what is known of a policy may be. A publication takes effect a minute later at the earliest, so it is known by then. */
const refreshMs = 30_000;

/** What decisions need to know of policies, read at most once in 30 s of the moments that they are made at. */
export class Fresh<S> {
  private known: S | undefined;
  /** Until then what is known decides. */
  private freshUntil: Instant = '';
  private refreshing: Promise<void> | undefined;

  constructor(private readonly read: (now: Instant) => Promise<S>) {}

  /** @throws what reading throws; then it is read again by whoever asks next */
  async at(now: Instant): Promise<S> {
    while (this.freshUntil < now) await (this.refreshing ??= this.refresh(now).finally(() => (this.refreshing = undefined)));
    return this.known!;
  }

  private async refresh(now: Instant): Promise<void> {
    this.known = await this.read(now);
    this.freshUntil = new Date(Date.parse(now) + refreshMs).toISOString();
  }
}
