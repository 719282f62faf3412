import { Injectable } from '@nestjs/common';
import { complaintStream } from '@redress/commands';
import { EventStore, openSealed, withholdSealed } from '@redress/event-store';
import { Vault } from '@redress/privacy';
import type { Access } from '../auth/authorisation.js';
import { itemsOf, readHistory, type HistoryItem } from '../complaints/history.js';
import { Gathered } from './gathered.js';
import { block, type LiveSource, type Told } from './live-source.js';
import { LogNews } from './log-news.js';

/** So many events are told at once, so that a long history is not held as a whole for each who reads it slowly. */
const mostAtOnce = 200;

/** The histories of complaints as they grow. */
@Injectable()
export class LiveHistories {
  private readonly gathered = new Gathered<Told & { readonly last: bigint | null }>();

  constructor(
    private readonly news: LogNews,
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  /**
   * Every event of a complaint after a position of the log, then each as it happens: from the log, so that none is lost and none told twice.
   * @param after null: from the first
   * @param access what its reader may see now; throws once that is nothing
   */
  of(complaintId: string, after: bigint | null, access: () => Access | Promise<Access>): LiveSource {
    let told = after;
    return {
      rings: this.news.of(complaintStream(complaintId)),
      next: async () => {
        const { personal: isShown } = await access();
        const key = `${complaintId} ${told} ${isShown}`;
        const { last, ...found } = await this.gathered.do(key, () => this.after(complaintId, told, isShown));
        told = last;
        return found;
      },
    };
  }

  private async after(complaintId: string, after: bigint | null, isShown: boolean): Promise<Told & { readonly last: bigint | null }> {
    const history = await readHistory(this.store, complaintId);
    const isNew = ({ position }: HistoryItem) => after === null || BigInt(position) > after;
    const news = itemsOf(history).filter(isNew);
    const sealed = news.slice(0, mostAtOnce);
    const items = isShown ? await openSealed(sealed, (ids) => this.vault.keysOf(ids)) : withholdSealed(sealed);
    return {
      blocks: items.map((item) => block('history', item.position, item)),
      isMore: news.length > mostAtOnce,
      last: items.length === 0 ? after : BigInt(items.at(-1)!.position),
    };
  }
}
