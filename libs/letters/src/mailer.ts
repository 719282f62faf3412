import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Sender } from './message.js';

/** A composed message on its way. */
export interface Outgoing {
  /** Of the event that says it was written: the same id is the same message. A UUID. */
  readonly id: string;
  /** Who gets it: those addressed and those who get a copy. */
  readonly recipients: readonly string[];
  /** RFC 5322, as `compose` made it: sent as it is. */
  readonly message: Buffer;
}

/** Gets messages to people. */
export interface Mailer {
  /**
   * Resolves once somebody else answers for the message, with how many of its recipients were refused for good.
   * @throws what went wrong; nobody has got it, and it may be sent again
   */
  send(outgoing: Outgoing): Promise<{ readonly refused: number }>;
  /** Takes a message back that nobody has got yet, as far as there is one. @param id of `Outgoing` */
  takeBack(id: string): Promise<void>;
  close(): void;
}

/** A folder instead of a post office: `<id>.eml` per message, never written twice. */
class FileOutbox implements Mailer {
  constructor(private readonly folder: string) {}

  async send({ id, message }: Outgoing): Promise<{ refused: number }> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, `${id}.eml`);
    if (await exists(path)) return { refused: 0 };
    const underWay = join(this.folder, `.${id}.${randomUUID()}`);
    try {
      const file = await open(underWay, 'wx', 0o600);
      try {
        await file.writeFile(message);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(underWay, path);
      return { refused: 0 };
    } catch (error) {
      await rm(underWay, { force: true });
      throw error;
    }
  }

  async takeBack(id: string): Promise<void> {
    await removeFromOutbox(this.folder, [id]);
  }

  close(): void {}
}

/** Removes messages from the outbox, as if they had never been put there, and what a crash left of them; how many were there. @param ids of `Outgoing` */
export async function removeFromOutbox(folder: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  let removed = 0;
  for (const id of ids) {
    const path = join(folder, `${id}.eml`);
    if (!(await exists(path))) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  const beginnings = new Set(ids.map((id) => `.${id}`));
  const names = (await exists(folder)) ? await readdir(folder) : [];
  for (const name of names) if (beginnings.has(name.slice(0, 37))) await rm(join(folder, name), { force: true });
  return removed;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A mail server, `smtp://user:password@host:587` or `smtps://…`. */
class SmtpMailer implements Mailer {
  private readonly transport;

  constructor(
    url: string,
    private readonly from: Sender,
  ) {
    const { protocol, hostname, port, username, password, searchParams } = new URL(url);
    const secure = protocol === 'smtps:';
    this.transport = createTransport({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port) || (secure ? 465 : 587),
      secure,
      // A password goes over an encrypted line only, unless it is said that there is none.
      requireTLS: !secure && username !== '' && searchParams.get('tls') !== 'false',
      ignoreTLS: searchParams.get('tls') === 'false',
      ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    });
  }

  async send({ recipients, message }: Outgoing): Promise<{ refused: number }> {
    try {
      const { rejected } = await this.transport.sendMail({
        envelope: { from: this.from.address, to: [...recipients] },
        raw: message,
      });
      return { refused: rejected.length };
    } catch (error) {
      if (isNobodyThere(error)) return { refused: recipients.length };
      throw error;
    }
  }

  /** What a server took is on its way. */
  async takeBack(): Promise<void> {}

  close(): void {
    this.transport.close();
  }
}

/**
 * Whether the server knows none of the recipients: sending again tomorrow changes nothing. A server that does not want mail from us (5.7.x) is
 * another matter, which somebody can mend.
 */
function isNobodyThere(error: unknown): boolean {
  const { code, rejectedErrors = [] } = error as {
    readonly code?: string;
    readonly rejectedErrors?: readonly { readonly responseCode?: number; readonly response?: string }[];
  };
  const isUnknown = ({ responseCode = 0, response = '' }: (typeof rejectedErrors)[number]) =>
    [550, 551, 553].includes(responseCode) && !/\b5\.7\.\d/.test(response);
  return code === 'EENVELOPE' && rejectedErrors.length > 0 && rejectedErrors.every(isUnknown);
}

/** The mailer of an installation: a mail server if there is one, else the outbox. */
export function mailerFor({ server, from, outbox }: { server?: string; from: Sender; outbox: string }): Mailer {
  return server === undefined ? new FileOutbox(outbox) : new SmtpMailer(server, from);
}
