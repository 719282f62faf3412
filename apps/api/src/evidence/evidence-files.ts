import type { KeyObject } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { HandleComplaint, StaleRevision, TooManyConflicts, type Outcome } from '@redress/commands';
import type { AddEvidence, Evidence } from '@redress/complaint';
import { EventStore, EventTooLarge, StoreUnavailable } from '@redress/event-store';
import { EvidenceErased, EvidenceStore, hashIn, type DataSubject, type Kept, type Limits, type Opened } from '@redress/evidence';
import { RuleViolation } from '@redress/kernel';
import type { Principal } from '@redress/platform';
import { Vault } from '@redress/privacy';
import { Clock } from '../clock.js';
import { readHistory, type ComplaintHistory } from '../complaints/history.js';
import { answered, commandFrom, requestFrom, requireKeyOfMachines, type CommandHeaders } from '../http/command.js';
import { HttpProblem } from '../http/problem.js';
import { FileAnswer } from './evidence.dto.js';
import type { SaidOfFile } from './file-request.js';

/** Files of evidence: kept first, then put on record; an event never names what is not there. */
@Injectable()
export class EvidenceFiles {
  private readonly logger = new Logger('evidence');

  constructor(
    private readonly bus: CommandBus,
    private readonly clock: Clock,
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly evidence: EvidenceStore,
  ) {}

  /**
   * Whose key seals the files of a complaint: who complains, or where nobody is known yet, somebody new.
   * @throws HttpProblem 404, RuleViolation `personal-data-erased`
   */
  async subjectOf(complaintId: string): Promise<DataSubject> {
    const [id] = subjectsIn(await readHistory(this.store, complaintId));
    if (id === undefined) return this.vault.enrol(null);
    const key = await this.keyOf(id);
    if (key) return { id, key };
    throw new RuleViolation('personal-data-erased', 'the personal data of this case was erased: nothing personal can be added to it');
  }

  keyOf(subjectId: string): Promise<KeyObject | undefined> {
    return this.vault.keysOf([subjectId]).then((keys) => keys.get(subjectId));
  }

  /** A file that came in one request. @throws what `EvidenceStore.put` and the command throw; nothing is left of it then */
  async add(
    complaintId: string,
    bytes: AsyncIterable<Buffer>,
    limits: Limits,
    said: SaidOfFile,
    headers: CommandHeaders,
  ): Promise<FileAnswer> {
    requireKeyOfMachines(headers);
    const subject = await this.subjectOf(complaintId);
    const kept = await this.evidence.put(bytes, subject, limits);
    try {
      return await this.record(complaintId, kept, subject, said, headers);
    } catch (error) {
      if (isRefusal(error) || (error instanceof StoreUnavailable && !error.outcomeUnknown)) await this.evidence.remove(kept.hash);
      throw error;
    }
  }

  /** Puts on record what is kept. Whoever repeats it is answered as the first time, and their copy goes. */
  async record(complaintId: string, kept: Kept, subject: DataSubject, said: SaidOfFile, headers: CommandHeaders): Promise<FileAnswer> {
    const { sha256, ...file } = kept;
    const command = commandFrom('addEvidence', { ...file, ...said }, headers, this.clock.now()) as AddEvidence;
    // What a repetition has to bring again is the file itself: as it is stored it is another one each time.
    const sentBody = { sha256, mediaType: kept.mediaType, ...said };
    const request = { ...requestFrom({ ...headers, sentBody }, { complaintId }), subject };
    const outcome = await this.bus.execute(new HandleComplaint(complaintId, command, request));
    const hash = outcome.repeated ? await this.hashOf(complaintId, outcome) : kept.hash;
    if (hash !== kept.hash) await this.evidence.remove(kept.hash);
    return answered(new FileAnswer(), { complaintId, hash }, outcome);
  }

  /**
   * A file of the complaint, or a letter that was sent in it, once all of it was checked. Who read it is in the log.
   * @throws HttpProblem 404, 410; EvidenceDamaged, EvidenceMissing
   */
  async open(complaintId: string, hash: string, { sub }: Principal): Promise<Opened> {
    const history = await readHistory(this.store, complaintId);
    const found = filesIn(history).filter((file) => file.hash === hash);
    if (found.length === 0) throw new HttpProblem(404, 'no-such-evidence', 'no evidence of this complaint has this hash');
    if (!found.some(({ locator }) => hashIn(locator) === hash)) {
      throw new HttpProblem(404, 'evidence-elsewhere', 'this evidence is not kept here: the locator says where', {
        locator: found[0]!.locator,
      });
    }
    const opened = await this.evidence
      .open(hash, (id) => this.keyOf(id))
      .catch((error: unknown) => {
        if (error instanceof EvidenceErased)
          throw new HttpProblem(410, 'personal-data-erased', 'the personal data of this case was erased: nobody can read this again');
        throw error;
      });
    // A locator is only a text: naming another complaint's file does not make it this one's.
    if (!subjectsIn(history).includes(opened.subjectId)) {
      opened.stream.destroy();
      throw new HttpProblem(404, 'no-such-evidence', 'no evidence of this complaint has this hash');
    }
    this.logger.log({ msg: 'evidence read', sub, complaintId, hash });
    return opened;
  }

  private async hashOf(complaintId: string, { events }: Outcome): Promise<string> {
    const event = (await readHistory(this.store, complaintId))[events[0]!.revision];
    if (event?.type !== 'EvidenceAdded') throw new Error('a file was answered with what is no evidence');
    return event.data.hash;
  }
}

/** Whether a command was certainly not carried out, and will not be: otherwise what it names must stay. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof RuleViolation ||
    error instanceof StaleRevision ||
    error instanceof TooManyConflicts ||
    error instanceof EventTooLarge ||
    error instanceof HttpProblem
  );
}

const subjectsIn = (history: ComplaintHistory): string[] => history.flatMap(({ metadata }) => metadata.subjectIds);

function filesIn(history: ComplaintHistory): Evidence[] {
  return history.flatMap((event) => {
    if (event.type === 'EvidenceAdded') return event.data;
    return 'letter' in event.data && event.data.letter ? event.data.letter : [];
  });
}
