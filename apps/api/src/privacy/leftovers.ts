import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { incidentStream } from '@redress/commands';
import type { Complainant } from '@redress/complaint';
import { EventStore, openSealed } from '@redress/event-store';
import { EvidenceStore, Staging } from '@redress/evidence';
import type { Recorded } from '@redress/kernel';
import { removeFromOutbox } from '@redress/letters';
import { Vault } from '@redress/privacy';
import { improvements, listImprovements } from '@redress/views';
import { Clock } from '../clock.js';
import { Freshness } from '../http/freshness.js';
import type { Case } from './persons-cases.js';

/** The folder in which mails wait where there is no mail server: an injection token. */
export const Outbox = Symbol('Outbox');

/** A stream of the company's own whose free text may name a person. */
interface Text {
  readonly id: string;
  readonly events: readonly Recorded[];
}

/** What tells of a person and is not under their key: mails in the outbox, uploads under way, improvements and incidents that name them. */
@Injectable()
export class Leftovers {
  private readonly staging: Staging;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly dataSource: DataSource,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    evidence: EvidenceStore,
    @Inject(Outbox) private readonly outbox: string,
  ) {
    this.staging = new Staging(evidence.workFolder);
  }

  /** Mails and uploads are removed; how many there were. May be done again. */
  async remove(subject: string, own: readonly Case[]): Promise<{ mails: number; uploads: number }> {
    const letters = own.flatMap(({ events }) => events.filter(({ data }) => 'letter' in data).map(({ id }) => id));
    return { mails: await removeFromOutbox(this.outbox, letters), uploads: await this.staging.removeOf(subject) };
  }

  /**
   * Destroys the keys of texts about the person, while their own key is still there to tell what they are called. An improvement that was raised
   * from their complaints alone is about them; of others, and of incidents, those that name them are. May be done again.
   * @param asOf a position of the log: what was raised by then
   */
  async eraseTexts(own: readonly Case[], asOf: string | undefined): Promise<{ improvements: string[]; incidents: string[] }> {
    const ids = new Set(own.map(({ complaintId }) => complaintId));
    const names = await this.namesIn(own);
    const erased = { improvements: [] as string[], incidents: [] as string[] };
    for (const text of await this.improvementsFrom(ids, asOf)) {
      const [raised] = text.events;
      const { from } = raised!.data as { from: { complaints?: readonly string[] } };
      const isTheirs = (from.complaints ?? []).every((complaintId) => ids.has(complaintId));
      if (isTheirs || (await this.names(text, names))) erased.improvements.push(await this.erase(text));
    }
    for (const text of await this.incidentsOf(own)) if (await this.names(text, names)) erased.incidents.push(await this.erase(text));
    return erased;
  }

  private async improvementsFrom(complaints: ReadonlySet<string>, asOf: string | undefined): Promise<Text[]> {
    await this.freshness.wait(improvements, asOf);
    const found = new Map<string, Text>();
    for (const complaint of complaints) {
      let cursor: string | undefined;
      do {
        const now = this.clock.now().toISOString();
        const page = await listImprovements(this.dataSource, { complaint, tz: 'UTC', now, cursor, limit: 200 });
        for (const { improvementId: id } of page.items) {
          if (!found.has(id)) found.set(id, { id, events: await this.store.read(`improvement-${id}`) });
        }
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
    }
    return [...found.values()];
  }

  private async incidentsOf(own: readonly Case[]): Promise<Text[]> {
    const joined = own.flatMap(({ events }) => events.flatMap((event) => (event.type === 'JoinedIncident' ? [event.data.incidentId] : [])));
    return Promise.all([...new Set(joined)].map(async (id) => ({ id, events: await this.store.read(incidentStream(id)) })));
  }

  /** What the person is called and how they are reached, as it was written and as it was corrected. */
  private async namesIn(own: readonly Case[]): Promise<string[]> {
    const names = new Set<string>();
    for (const { events } of own) {
      for (const event of events) {
        const said =
          event.type === 'Received'
            ? event.data.complainant
            : event.type === 'Corrected' && event.data.field === 'complainant'
              ? event.data.personal
              : undefined;
        const person = said === undefined ? undefined : ((await openSealed(said, (ids) => this.vault.keysOf(ids))) as Complainant);
        for (const value of [person?.name, person?.phone, person?.email, person?.address, person?.customerNumber]) {
          const name = typeof value === 'string' ? plain(value) : '';
          // A letter or two of a script of letters are in every text.
          if (name.length >= 3 || /^\p{Script=Han}{2}$/u.test(name)) names.add(name);
        }
      }
    }
    return [...names];
  }

  private async names({ events }: Text, names: readonly string[]): Promise<boolean> {
    const opened = await openSealed(
      events.map(({ data }) => data),
      (ids) => this.vault.keysOf(ids),
    );
    const said = textsIn(opened).map(plain);
    return names.some((name) => said.some((text) => text.includes(name)));
  }

  private async erase({ id, events }: Text): Promise<string> {
    const subjects = new Set(events.flatMap(({ metadata }) => metadata.subjectIds));
    for (const subject of subjects) await this.vault.erase(subject);
    return id;
  }
}

/** Every text within a value, as it was written: in JSON quotes and line breaks would be written otherwise. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** As it is compared: however it was spaced and written. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\-()]/g, '');
