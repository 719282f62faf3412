import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent, type Logger } from '../log/failures.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { isUserName, parseUsers, readUsersFile, UsersFileError, writeUsersFile } from './users-file.js';
import { Users } from './users.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-users-'));
  path = join(folder, 'users.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const password = `scrypt:16:1:1:${'a'.repeat(22)}:${'b'.repeat(43)}`;

describe('passwords', () => {
  it('are kept as salted hashes, which verify them', async () => {
    const [hash, another] = await Promise.all([hashPassword('päss: word'), hashPassword('päss: word')]);
    expect(hash).toMatch(/^scrypt:32768:8:1:[\w-]{22}:[\w-]{43}$/);
    expect(another).not.toBe(hash);
    expect(await verifyPassword('päss: word', hash)).toBe(true);
    // The same letters, composed otherwise by another keyboard.
    expect(await verifyPassword('päss: word'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('Päss: word', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it.each(['', 'päss', 'scrypt:16:1:1::', `${password}x`])('nothing is verified by %j', async (hash) => {
    expect(await verifyPassword('', hash)).toBe(false);
  });
});

describe('the users file', () => {
  it('is written whole, for its owner only, and read again', async () => {
    writeFileSync(path, 'before');
    chmodSync(path, 0o644);
    const users = [
      { name: 'ops', groups: ['$ops'], password },
      { name: '李', groups: [], password },
    ];
    await writeUsersFile(path, users);
    expect(await readUsersFile(path)).toEqual(users);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['users.json']);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(7);
    await writeUsersFile(path, []);
    expect(await readUsersFile(path)).toEqual([]);
  });

  it.each([
    ['', 'it is not JSON'],
    ['{}', 'it has no list "users"'],
    ['null', 'it has no list "users"'],
    ['{"users":[null]}', 'user 1 has no usable name'],
    [`{"users":[{"name":"a:b","groups":[],"password":"${password}"}]}`, 'user 1 has no usable name'],
    [`{"users":[{"name":"a","password":"${password}"}]}`, 'user a has no list of groups'],
    ['{"users":[{"name":"a","groups":[],"password":"secret"}]}', 'user a has no password hash'],
    [
      `{"users":[{"name":"a","groups":[],"password":"${password}"},{"name":"a","groups":[],"password":"${password}"}]}`,
      'user a is there twice',
    ],
  ])('%s is refused: %s', (text, message) => {
    expect(() => parseUsers(text)).toThrow(new UsersFileError(message));
  });

  it.each(['', 'a b', 'a:b', 'a\n', 'x'.repeat(101), 7])('%j is no name', (name) => expect(isUserName(name)).toBe(false));
});

describe('users', () => {
  it('are read again when the file changes, and those who need to know are told', async () => {
    await writeUsersFile(path, [{ name: 'a', groups: [], password }]);
    const users = await Users.open(path, silent);
    try {
      let changes = 0;
      users.onChange(() => changes++);
      await users.refresh();
      expect([changes, users.find('a')?.name, users.find('b')]).toEqual([0, 'a', undefined]);
      await writeUsersFile(path, [{ name: 'b', groups: ['g'], password }]);
      await users.refresh();
      expect([changes, users.find('a'), users.find('b')?.groups]).toEqual([1, undefined, ['g']]);
    } finally {
      users.close();
    }
  });

  it('stay as they were while the file cannot be used, which is said once', async () => {
    await writeUsersFile(path, [{ name: 'a', groups: [], password }]);
    const said: string[] = [];
    const log: Logger = { ...silent, error: (facts, message) => said.push(`${message}: ${JSON.stringify(facts)}`) };
    const users = await Users.open(path, log);
    try {
      writeFileSync(path, 'oops');
      for (let i = 0; i < 3; i++) await users.refresh();
      expect(users.find('a')).toBeDefined();
      expect(said).toEqual(['the users file cannot be used: the users before it stay: {"reason":"it is not JSON"}']);
      await writeUsersFile(path, []);
      await users.refresh();
      expect(users.find('a')).toBeUndefined();
    } finally {
      users.close();
    }
  });

  it('are not opened without a file, or with one that is none', async () => {
    await expect(Users.open(path, silent)).rejects.toMatchObject({ code: 'ENOENT' });
    writeFileSync(path, '[]');
    await expect(Users.open(path, silent)).rejects.toThrow(UsersFileError);
  });
});
