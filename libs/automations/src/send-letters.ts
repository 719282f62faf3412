import { buffer } from 'node:stream/consumers';
import type { ComplaintEvent } from '@redress/complaint';
import { openSealed } from '@redress/event-store';
import { EvidenceErased, type EvidenceStore } from '@redress/evidence';
import type { Personal, Recorded } from '@redress/kernel';
import type { Mailer } from '@redress/letters';
import type { Vault } from '@redress/privacy';
import type { DataSource } from 'typeorm';
import { NotYet, type Automation, type AutomationLogger } from './automation.js';

interface Post {
  readonly dataSource: DataSource;
  readonly vault: Pick<Vault, 'keysOf' | 'holds'>;
  readonly evidence: Pick<EvidenceStore, 'open'>;
  readonly mailer: Mailer;
  readonly logger: AutomationLogger;
  readonly now: () => Date;
}

type Written = Extract<ComplaintEvent, { type: 'Acknowledged' | 'ReplySent' | 'Apologised' }>;

/** The mail server did not take it. Its own words may quote an address: only its number is told. */
class NotTaken extends Error {
  constructor(cause: unknown) {
    const { responseCode, code } = (cause ?? {}) as { readonly responseCode?: unknown; readonly code?: unknown };
    const said =
      typeof responseCode === 'number' ? `answered ${responseCode}` : `did not take it (${typeof code === 'string' ? code : 'no code'})`;
    super(`the mail server ${said}`);
    this.name = 'NotTaken';
  }
}

/** Sends letters that were written, byte for byte as they are kept: once, but for a crash between the mail server's yes and ours. */
export const sendLetters = ({ dataSource, vault, evidence, mailer, logger, now }: Post): Automation => ({
  name: 'send-letters',
  types: ['Acknowledged', 'ReplySent', 'Apologised'] satisfies Written['type'][],
  origins: ['api', 'automation'],
  async act(event) {
    const { letter, recipients, cc } = (event as Recorded<Written>).data;
    // Addressed to nobody, it is printed.
    if (!letter || (recipients ?? cc) === undefined) return;
    const [isSent] = await dataSource.query<unknown[]>('SELECT FROM automations.sent WHERE event_id = $1', [event.id]);
    if (isSent) return;
    const where = { stream: event.stream, revision: event.revision, eventId: event.id };
    const to = recipients === undefined ? [] : await opened(recipients, vault);
    const copies = cc === undefined ? [] : await opened(cc, vault);
    const message = to && copies && (await messageAt(letter.locator, evidence, vault));
    // A process may remember a key for a while: what is erased is not sent all the same.
    const isErased = async () => !(await vault.holds(event.metadata.subjectIds[0]!));
    if (!message || (await isErased())) {
      // Where this broke off after it was put there.
      await mailer.takeBack(event.id);
      return logger.warn(where, 'a letter was not sent: whom it is for was erased');
    }
    const { refused } = await mailer.send({ id: event.id, recipients: [...to, ...copies], message }).catch((error: unknown) => {
      throw error instanceof NotYet ? error : new NotTaken(error);
    });
    // Erased meanwhile: whoever erases looks for mails once the key is gone, perhaps before this one was there.
    if (await isErased()) await mailer.takeBack(event.id);
    if (refused > 0) logger.error({ ...where, refused }, 'the mail server refused some of the recipients of a letter');
    // At once, and not with the checkpoint: what is undone then does not make it unsent.
    await dataSource.query('INSERT INTO automations.sent (event_id, sent_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [event.id, now()]);
  },
});

/** The addresses; undefined if their key was destroyed. */
async function opened(sealed: Personal<readonly string[]>, vault: Post['vault']): Promise<readonly string[] | undefined> {
  const value: unknown = await openSealed(sealed, (ids) => vault.keysOf(ids));
  return Array.isArray(value) ? (value as string[]) : undefined;
}

/** The letter as it is kept; undefined if its key was destroyed. */
async function messageAt(locator: string, evidence: Post['evidence'], vault: Post['vault']): Promise<Buffer | undefined> {
  try {
    const { stream } = await evidence.open(locator, async (id) => (await vault.keysOf([id])).get(id));
    return await buffer(stream);
  } catch (error) {
    if (error instanceof EvidenceErased) return undefined;
    throw error;
  }
}
