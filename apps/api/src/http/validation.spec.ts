import { ReceiveDto } from '../complaints/dto/receive.dto.js';
import { PublishNotificationsDto } from '../policies/dto/notifications.dto.js';
import { PublishPacksDto } from '../policies/dto/packs.dto.js';
import { PublishTaxonomyDto } from '../policies/dto/taxonomy.dto.js';
import { BodyPipe } from './validation.js';

const taken = async (metatype: new () => object, body: object) => new BodyPipe().transform(body, { type: 'body', metatype });

const form = { channel: 'web', cause: 'late' };
const policy = (document: unknown) => ({ reason: 'as agreed', document });

describe('a list where an object belongs', () => {
  it('an object is taken', async () => {
    await expect(taken(ReceiveDto, { ...form, complainant: { name: 'Li Hua' } })).resolves.toMatchObject({
      complainant: { name: 'Li Hua' },
    });
    await expect(taken(PublishNotificationsDto, policy({ rules: [] }))).resolves.toMatchObject(policy({ rules: [] }));
  });

  it.each([
    ['an empty one', ReceiveDto, { ...form, complainant: [] }, 'complainant'],
    ['one with the object in it', ReceiveDto, { ...form, complainant: [{ name: 'Li Hua' }] }, 'complainant'],
    ['as a document', PublishNotificationsDto, policy([]), 'document'],
    ['within a list', PublishNotificationsDto, policy({ rules: [[]] }), 'document.rules'],
    ['for a list with settings', PublishTaxonomyDto, policy({ channels: [] }), 'document.channels'],
    ['under a name', PublishPacksDto, policy({ packs: { ours: [] } }), 'document.packs'],
  ])('is refused: %s', async (_, metatype, body, field) => {
    await expect(taken(metatype, body)).rejects.toMatchObject({
      code: 'invalid-body',
      facts: { fields: expect.arrayContaining([expect.objectContaining({ field: expect.stringContaining(field) })]) as unknown },
    });
  });
});

describe('a body that would cost more than it is worth', () => {
  const wide = (names: number) => Object.fromEntries(Array.from({ length: names }, (_, i) => [`k${i}`, 1]));

  it.each([
    ['with more names than any has', { ...form, ...wide(90_000) }],
    ['with more names further in', { ...form, complainant: wide(90_000) }],
    ['that is a list of bodies', Array.from({ length: 300_000 }, () => ({}))],
    ['with a name as long as a body may be', { ...form, ['k'.repeat(1_000_000)]: 1 }],
    ['with many wrong fields', { ...form, ...wide(1_900) }],
  ])('is refused at once, and in few words: %s', async (_, body) => {
    const begun = process.cpuUsage();
    const refused = taken(ReceiveDto, body).then(
      () => undefined,
      (error: unknown) => error as { code: string; facts: object },
    );
    const problem = (await refused)!;
    expect(problem.code).toBe('invalid-body');
    expect(JSON.stringify(problem.facts).length).toBeLessThan(30_000);
    expect(process.cpuUsage(begun).user).toBeLessThan(2_000_000);
  });
});
