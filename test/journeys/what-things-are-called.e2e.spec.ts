import {
  analyst,
  anna,
  auditor,
  ben,
  byPeople,
  companyOpens,
  expectRefusal,
  policyAdmin,
  theAuditorExportsAndVerifies,
  time,
} from './company.js';

describe('what a company calls things, and what a customer’s words point to', () => {
  companyOpens('2026-02-02T09:00:00+08:00');

  it('any code will do until the company publishes its own list and is strict about it; a case keeps the version it was coded under', async () => {
    const form = { channel: 'phone', product: 'kettle', account: 'It is cold.' };
    const before = await anna.receives({ ...form, cause: 'boils-no-water' });
    const causes = {
      strict: true,
      entries: [
        { code: 'product', labels: { 'zh-CN': '产品问题', en: 'product' } },
        { code: 'does-not-heat', parent: 'product', labels: { 'zh-CN': '不加热', en: 'does not heat' } },
        { code: 'too-loud', parent: 'product', retired: true, labels: { 'zh-CN': '噪音', en: 'too loud' } },
      ],
    };
    await expectRefusal(anna.publishesPolicy('taxonomies', { causes }), 403, 'role-not-allowed');
    const version = await policyAdmin.publishesPolicy('taxonomies', { causes });

    await expectRefusal(anna.receives({ ...form, cause: 'boils-no-water' }), 422, 'unknown-code', { field: 'cause', version });
    await expectRefusal(anna.receives({ ...form, cause: 'too-loud' }), 422, 'retired-code', { field: 'cause' });
    const after = await anna.receives({ ...form, cause: 'does-not-heat' });
    // What was coded before stands, and only what is right now can take its place.
    const correction = { field: 'cause', reason: 'new-codes' };
    await expectRefusal(anna.does('correct', before, { ...correction, new: 'cold' }), 422, 'unknown-code');
    await anna.does('correct', before, { ...correction, new: 'does-not-heat' });
    const versions = async (complaint: string) =>
      byPeople((await auditor.readsHistory(complaint)).events).map(({ policyVersions }) => policyVersions['taxonomy']);
    expect([await versions(before), await versions(after)]).toEqual([[version - 1, version], [version]]);
    expect(await ben.lists({ cause: 'does-not-heat' })).toHaveLength(2);
  });

  it('the words suggest a category, a handler decides, and how often the first choice was wrong is measured 误判率', async () => {
    const begun = time.now();
    await policyAdmin.publishesPolicy('keywords', {
      entries: [
        { category: 'attitude', language: 'en', words: ['rude', 'laughed'], weight: 10 },
        { category: 'attitude', language: 'zh', words: ['态度', '不耐烦'], weight: 10 },
        { category: 'delay', language: 'en', words: ['late', 'waited'], weight: 8 },
      ],
    });
    expect(await ben.asksForCategory('She was rude, and I waited for an hour.')).toMatchObject([
      { category: 'attitude', words: ['rude'] },
      { category: 'delay', words: ['waited'] },
    ]);
    expect(await ben.asksForCategory('服务态度很差')).toMatchObject([{ category: 'attitude', words: ['态度'] }]);
    expect(await ben.asksForCategory('It is blue.')).toEqual([]);

    const classified = { severity: 'low', urgency: 'normal', directness: 'direct' };
    const complaint = await anna.receives({ channel: 'phone', cause: 'does-not-heat', account: 'They came late, and I waited all day.' });
    expect(await auditor.reads(complaint)).toMatchObject({ received: { suggestion: { category: 'delay' } } });
    await ben.does('classify', complaint, { ...classified, category: 'delay' });
    await ben.does('classify', complaint, { ...classified, category: 'attitude' });
    expect(await analyst.reads(complaint)).toMatchObject({ classified: { category: 'attitude' } });
    const followed = await anna.receives({ channel: 'phone', cause: 'does-not-heat', account: 'He laughed.' });
    await ben.does('classify', followed, { ...classified, category: 'attitude' });
    const period = { from: begun, to: time.in(1), by: 'firstCategory' };
    expect(await analyst.readsReport('classification', period)).toMatchObject([
      { firstCategory: 'attitude', classified: 1, reclassified: 0, misjudgementRate: 0, suggested: 1, followed: 1 },
      { firstCategory: 'delay', classified: 1, reclassified: 1, misjudgementRate: 1, suggested: 1, followed: 1, suggestedWrongly: 1 },
    ]);
  });

  theAuditorExportsAndVerifies();
});
