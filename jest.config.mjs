// `lazy`: a spec loads the packages it uses when it uses them; a pure one so starts in 50 ms, not in a second.
const ts = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs', lazy: true },
};
const js = { ...ts, jsc: { target: 'es2022', parser: { syntax: 'ecmascript', dynamicImport: true }, keepClassNames: true } };

// Packages that ship only ES modules: compiled to CommonJS like our own code (docs/adr/0002).
const esm = [
  '@nestjs/',
  'jose/',
  'uuid/',
  'canonicalize/',
  'file-type/',
  'strtok3/',
  'token-types/',
  'uint8array-extras/',
  '@tokenizer/',
  '@borewit/',
  '@tus/',
  'srvx/',
  'request-filtering-agent/',
  'hyparquet/',
  'hyparquet-writer/',
  'openapi-fetch/',
  'eventsource-parser/',
];

const base = {
  testEnvironment: 'node',
  moduleNameMapper: {
    '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js',
    '^file-type$': '<rootDir>/node_modules/file-type/index.js',
    '^@redress/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', ts], '^.+\\.m?js$': ['@swc/jest', js] },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')}))`],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

export default {
  maxWorkers: '100%',
  // What hangs is ended; how long the rest takes is the machine's affair.
  testTimeout: 600_000,
  coverageProvider: 'v8',
  projects: [
    { ...base, displayName: 'unit', testRegex: '(apps|libs|test|tools)/.*(?<!\\.int|\\.e2e)\\.spec\\.ts$' },
    {
      ...base,
      displayName: 'int',
      testRegex: '(apps|libs)/.*\\.int\\.spec\\.ts$',
      globalSetup: '<rootDir>/tools/postgres-for-tests.mjs',
    },
    { ...base, displayName: 'e2e', testRegex: 'test/[^/]*\\.e2e\\.spec\\.ts$' },
    {
      ...base,
      displayName: 'journeys',
      testRegex: 'test/journeys/.*\\.e2e\\.spec\\.ts$',
      globalSetup: '<rootDir>/tools/postgres-for-tests.mjs',
    },
  ],
};
