import { stat } from 'node:fs/promises';
import { messageOf, type Logger } from '../log/failures.js';
import { readUsersFile, type StoredUser } from './users-file.js';

/** How often the file is looked at. */
const WATCH_MS = 1_000;

/** The users of a file, read again when it changes. */
export class Users {
  private byName = new Map<string, StoredUser>();
  private version = '';
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: (() => void)[] = [];

  private constructor(
    private readonly path: string,
    private readonly log: Logger,
  ) {}

  /** @throws UsersFileError, or the file system's error */
  static async open(path: string, log: Logger): Promise<Users> {
    const users = new Users(path, log);
    users.version = await users.versionOfFile();
    await users.read();
    users.timer = setInterval(() => void users.refresh(), WATCH_MS);
    users.timer.unref();
    return users;
  }

  find(name: string): StoredUser | undefined {
    return this.byName.get(name);
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Reads the file again if it is another one than before. A file that cannot be used changes nothing, so that a slip locks nobody out. */
  async refresh(): Promise<void> {
    const version = await this.versionOfFile().catch(messageOf);
    if (version === this.version) return;
    this.version = version;
    try {
      await this.read();
      this.log.info({ users: this.byName.size }, 'the users file has changed and is in force');
    } catch (error) {
      this.log.error({ reason: messageOf(error) }, 'the users file cannot be used: the users before it stay');
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async read(): Promise<void> {
    const users = await readUsersFile(this.path);
    this.byName = new Map(users.map((user) => [user.name, user]));
    for (const listener of this.listeners) listener();
  }

  private async versionOfFile(): Promise<string> {
    const { mtimeMs, size, ino } = await stat(this.path);
    return `${ino} ${size} ${mtimeMs}`;
  }
}
