// The one direction of docs/architecture.md and docs/adr/0001-one-direction.md. Every rule here has a planted
// fault in test/boundaries.spec.ts that it is seen to catch.

const decisions = ['complaint', 'authority', 'policy', 'improvement'];
const policies = ['authority', 'policy'];
const below = ['event-store', 'privacy', ...decisions, 'kernel'];

// Which libs a lib may import, from the floor up, and the name of the rule that says so. A lib that is not listed here
// may be imported by nobody but apps and may import nothing: give it a place first.
const house = {
  kernel: { rule: 'kernel-is-the-floor', may: [] },
  ...Object.fromEntries(decisions.map((lib) => [lib, { rule: 'decisions-know-only-the-kernel', may: ['kernel'] }])),
  // A complaint is decided under policies, which arrive as data; no policy knows a complaint.
  complaint: { rule: 'complaints-know-the-policies-they-are-under', may: [...policies, 'kernel'] },
  privacy: { rule: 'privacy-knows-no-domain', may: ['kernel'] },
  // Bytes and letters: adapters, which know keys and texts and no complaint.
  evidence: { rule: 'evidence-knows-no-domain', may: ['privacy', 'kernel'] },
  letters: { rule: 'letters-know-only-their-templates', may: ['policy', 'kernel'] },
  // Webhooks and mail: an adapter that tells others what happened, whatever it was.
  notifications: { rule: 'notifications-know-no-complaint', may: ['letters', 'policy', 'kernel'] },
  'event-store': { rule: 'event-store-knows-no-domain', may: ['kernel'] },
  'event-node': { rule: 'event-node-knows-only-its-protocol', may: [] },
  platform: { rule: 'platform-knows-no-feature', may: ['kernel'] },
  // Apart from the platform, so that the event node does not load an ORM.
  database: { rule: 'platform-knows-no-feature', may: ['kernel'] },
  // `Recorded` and the event types come from the kernel and the decisions: a view never needs the store, so it cannot write to it.
  views: { rule: 'views-know-events-not-commands', may: ['privacy', ...decisions, 'kernel'] },
  audit: { rule: 'audit-knows-no-feature', may: below },
  // For those who call the API from elsewhere: it must go without the rest of the house.
  client: { rule: 'client-knows-only-the-contract', may: [] },
  // Decides history again under other policies: events and policies arrive as data.
  'what-if': { rule: 'what-if-only-decides-again', may: [...decisions, 'kernel'] },
  commands: { rule: 'commands-never-read-views', may: below },
  automations: { rule: 'automations-only-send-commands', may: ['commands', 'evidence', 'letters', 'notifications', ...below] },
};
const libs = Object.keys(house);

const spec = '\\.spec\\.ts$';
const anyOf = (names) => `(?:${names.join('|')})`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const direction = [...new Set(libs.map((lib) => house[lib].rule))].map((name) => {
  const from = libs.filter((lib) => house[lib].rule === name);
  const { may } = house[from[0]];
  const allowed = may.length > 0 ? `^libs/${anyOf(may)}/` : '^$';
  return rule(
    name,
    `libs/${from.join(', libs/')} may import ${may.join(', ') || 'no other lib'}.`,
    { path: `^libs/(${from.join('|')})/`, pathNot: spec },
    // `libs/testing` has a rule of its own.
    { path: '^libs/', pathNot: ['^libs/$1/', '^libs/testing/', allowed] },
  );
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...direction,
    rule(
      'every-lib-has-a-place',
      'A lib that is not in the table above has no direction yet.',
      { path: `^libs/(?!${anyOf([...libs, 'testing'])}/)` },
      { path: '^(?:libs|apps)/' },
    ),
    rule(
      'decisions-are-plain-typescript',
      'What is decided must be readable and testable without a framework: no package below commands decides anything. Time zones are arithmetic that nobody writes twice.',
      { path: `^libs/${anyOf([...decisions, 'kernel'])}/`, pathNot: spec },
      { path: '(?:^|/)node_modules/', pathNot: '(?:^|/)node_modules/(?:@types/)?luxon/' },
    ),
    rule(
      'no-node-builtins-in-decisions',
      'A decision is pure: clock, randomness and files arrive as data.',
      { path: `^libs/${anyOf([...decisions, 'kernel'])}/`, pathNot: spec },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'one-adapter-speaks-to-the-store',
      'The client is hidden in libs/event-store, so that a change of client is a change of one lib. The node takes the service definitions from it.',
      { path: '^(?:apps|libs)/', pathNot: [spec, '^libs/(?:event-store|event-node|testing)/'] },
      { path: 'node_modules/(?:@eventstore/db-client|@kurrent/kurrentdb-client)/' },
    ),
    rule(
      'the-node-is-reached-by-its-protocol',
      'Only its own app starts the bundled node in code; everything else has a connection string, as with a KurrentDB cluster.',
      { path: '^(?:apps|libs)/', pathNot: [spec, '^(?:apps|libs)/event-node/', '^libs/testing/'] },
      // What a lib may import is said by its own rule above; this one is for apps.
      { path: '^libs/event-node/', pathNot: '^libs/testing/' },
    ),
    rule(
      'views-are-peers',
      'One folder per question; what two views share lies beside the folders.',
      // What adds up the facts of reports, tells regulators of them or shows them to analysts reads those of several views, as reports do.
      { path: '^libs/views/src/([^/]+)/', pathNot: '^libs/views/src/(?:rollup|returns|reporting)/' },
      { path: '^libs/views/src/[^/]+/', pathNot: '^libs/views/src/$1/' },
    ),
    rule('libs-never-import-apps', 'The direction starts at the apps.', { path: '^libs/' }, { path: '^apps/' }),
    rule(
      'apps-do-not-know-each-other',
      'They are processes: they meet in the log and in PostgreSQL.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'outsiders-use-the-barrel',
      'A lib shows other libs one index.ts.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/[^/]+/(?!src/index\\.ts$)', pathNot: '^libs/$1/' },
    ),
    rule(
      'apps-use-the-barrel',
      'A lib shows apps, journeys, benchmarks and tools one index.ts. (Its own rule: apps/event-node is not an insider of libs/event-node.)',
      { path: '^(?:apps|test|bench|tools)/' },
      { path: '^libs/[^/]+/(?!src/index\\.ts$)' },
    ),
    rule(
      'insiders-skip-the-barrel',
      'Inside a lib, files import files: a barrel in between makes circles.',
      { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: spec },
      { path: '^libs/$1/src/index\\.ts$' },
    ),
    rule(
      'testing-only-from-specs',
      'libs/testing is not shipped.',
      { pathNot: [spec, '^libs/testing/', '^test/'] },
      { path: '^libs/testing/' },
    ),
    rule('specs-are-leaves', 'What two specs share belongs in libs/testing.', {}, { path: spec }),
    rule(
      'shipped-code-needs-no-dev-dependency',
      'Dev dependencies are pruned from the image.',
      { path: '^(?:apps|libs)/', pathNot: [spec, '^libs/testing/'] },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'everything-resolves',
      'An import that cannot be resolved is an import that no rule can judge.',
      {},
      { couldNotResolve: true, pathNot: '(?:^|/)dist/' },
    ),
    rule('no-circular', 'Nothing waits for itself, not even for a type.', {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|coverage|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
