import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventStore } from '@redress/event-store';

/** Lets go of connections once the last request was answered. */
@Injectable()
export class Resources implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.dataSource.destroy();
  }
}
