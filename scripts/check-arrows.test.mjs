import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('check-arrows.mjs', import.meta.url));

const arrows = {
  imports: { low: [], high: ['low'], 'an-example': ['high'] },
  light: { 'high/light': ['heavy'] },
  rooms: { high: [['ground', 'other'], ['roof']] },
};

const manifests = {
  low: { name: 'low' },
  high: {
    name: 'high',
    exports: { '.': { default: './dist/index.js' }, './light': { default: './dist/light.js' } },
    dependencies: { low: 'workspace:*' },
  },
  example: { name: 'an-example', devDependencies: { high: 'workspace:*' } },
};

/** A small house that holds, by path; `planted` adds to it. */
const sound = {
  'scripts/arrows.json': JSON.stringify(arrows),
  'docs/architecture.md': '| `high` | ground, other -> roof |\n',
  'packages/low/package.json': JSON.stringify(manifests.low),
  'packages/high/package.json': JSON.stringify(manifests.high),
  'packages/high/src/index.ts': "export { roof } from './roof/roof.ts';\n",
  'packages/high/src/light.ts': "export { ground } from './ground/ground.ts';\n",
  'packages/high/src/roof/roof.ts':
    "import { ground } from '../ground/ground.ts';\nexport const roof = ground;\n",
  'packages/high/src/ground/ground.ts': 'export const ground = 1;\n',
  'packages/high/src/other/other.ts': 'export const other = 1;\n',
  'packages/high/dist/light.js': "export { ground } from './ground/ground.js';\n",
  'packages/high/dist/ground/ground.js': 'export const ground = 1;\n',
  'examples/one/package.json': JSON.stringify(manifests.example),
  'test-fixtures/README.md': '',
};

function check(planted = {}) {
  const root = mkdtempSync(join(tmpdir(), 'hourglass-arrows-'));
  try {
    for (const [path, text] of Object.entries({ ...sound, ...planted })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const refused = {
  'a folder circle': [
    {
      'packages/high/src/other/other.ts':
        "import type { G } from '../ground/ground.ts';\nexport type O = G;\n",
    },
    'high: other/other.ts imports ground/ground.ts, which is on no lower floor',
  ],
  'an upward import': [
    { 'packages/high/src/ground/ground.ts': "export * from '../roof/roof.ts';\n" },
    'high: ground/ground.ts imports roof/roof.ts, which is on no lower floor',
  ],
  'an upward import that is loaded late': [
    { 'packages/high/src/ground/ground.ts': "export const up = () => import('../roof/roof.ts');\n" },
    'high: ground/ground.ts imports roof/roof.ts, which is on no lower floor',
  ],
  'a circle of files within a room': [
    {
      'packages/high/src/other/other.ts': "import type { B } from './b.ts';\nexport type O = B;\n",
      'packages/high/src/other/b.ts': "import type { O } from './other.ts';\nexport type B = O;\n",
    },
    'high: files in a circle: other/b.ts -> other/other.ts -> other/b.ts',
  ],
  'a room that nobody listed': [
    { 'packages/high/src/new/x.ts': 'export const x = 1;\n' },
    "high: room 'new' is not in scripts/arrows.json",
  ],
  'a heavy import of a light entry': [
    { 'packages/high/dist/ground/ground.js': "import 'heavy/part';\n" },
    'high/light must not load heavy/part, but packages',
  ],
  'an entry that is not listed': [
    {
      'packages/high/package.json': JSON.stringify({
        ...manifests.high,
        exports: { ...manifests.high.exports, './more': { default: './dist/more.js' } },
      }),
    },
    'high/more is an entry that scripts/arrows.json does not list',
  ],
  'a package that the map does not let it know': [
    { 'packages/low/package.json': JSON.stringify({ name: 'low', dependencies: { high: 'workspace:*' } }) },
    'low depends on high; the map lets it know only: none of ours',
  ],
  'an example that reaches too far': [
    { 'examples/one/package.json': JSON.stringify({ name: 'an-example', devDependencies: { low: '*' } }) },
    'an-example depends on low; the map lets it know only: high',
  ],
  'a map that shows other rooms': [
    { 'docs/architecture.md': '| `high` | ground -> roof |\n' },
    'docs/architecture.md lacks the row: | `high` | ground, other -> roof |',
  ],
};

test('a house that holds', () => {
  assert.deepEqual(check(), { status: 0, said: 'arrows: 3 packages, 1 light entries and 3 rooms hold\n' });
});

for (const [what, [planted, words]] of Object.entries(refused)) {
  test(`refuses ${what}`, () => {
    const { status, said } = check(planted);
    assert.equal(status, 1, said);
    assert.ok(said.includes(words), said);
  });
}
