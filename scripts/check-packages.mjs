// Packs every package as it would be published, and has two tools of the field look at what is inside:
// publint at the manifest and its files, Are the Types Wrong at the types of every entry.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pnpm = join(root, '.house', 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
const problems = [];
let count = 0;

// The packages are ESM alone: what require() and old resolvers make of them says nothing.
const resolutions = new Set(['node16-esm', 'bundler']);

const manifests = new Map();
for (const place of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, place))) {
    const manifest = JSON.parse(readFileSync(join(root, place, name, 'package.json'), 'utf8'));
    manifests.set(manifest.name, manifest);
  }
}

for (const place of ['packages', 'apps']) {
  for (const name of readdirSync(join(root, place))) {
    const folder = join(root, place, name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    if (manifest.private) continue;
    count++;
    const tarball = pack(folder);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball } });
    for (const message of messages) {
      if (message.type !== 'suggestion') problems.push(`${manifest.name}: ${formatMessage(message, pkg)}`);
    }
    for (const problem of await typeProblems(manifest, tarball))
      problems.push(`${manifest.name}: ${problem}`);
    problems.push(...doorProblems(manifest, folder, `${place}/${name}`));
  }
}

// A changeset that cannot be read is found out at the release, when it is too late.
for (const name of readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md'))) {
  const text = readFileSync(join(root, '.changeset', name), 'utf8');
  const isReadable = /^---\r?\n(?:['"][^'"]+['"]: (?:patch|minor|major)\r?\n)+---\r?\n\s*\S/.test(text);
  if (!isReadable)
    problems.push(`.changeset/${name}: it begins with ---, a line a package, ---, and then its words`);
}

for (const problem of problems) console.error(`packages: ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`packages: ${count} would be published as they should be`);

function pack(folder) {
  const into = mkdtempSync(join(tmpdir(), 'hourglass-pack-'));
  try {
    execFileSync(process.execPath, [pnpm, 'pack', '--pack-destination', into], {
      cwd: folder,
      stdio: 'pipe',
    });
    const bytes = readFileSync(join(into, readdirSync(into)[0]));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  } finally {
    rmSync(into, { recursive: true });
  }
}

/** What a stranger looks for first. */
function doorProblems({ name, repository, keywords, license }, folder, place) {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const hasLicence = license.startsWith('SEE LICENSE IN') || existsSync(join(folder, 'LICENSE'));
  return [
    repository?.directory !== place && `repository.directory must be ${place}`,
    !keywords?.includes('hourglass') && "keywords must have 'hourglass'",
    !hasLicence && 'has no LICENSE',
    !new RegExp(`^npm install (-g )?${name}\\b`, 'm').test(readme) &&
      'its README does not say how to install it',
    brings(name, 'onnxruntime-node') &&
      !readme.includes('ONNXRUNTIME_NODE_INSTALL=skip') &&
      'its README does not say what to do where npm stops at onnxruntime-node',
  ]
    .filter(Boolean)
    .map((problem) => `${name}: ${problem}`);
}

/** Whether installing a package of ours installs another package. */
function brings(name, wanted) {
  const { dependencies = {} } = manifests.get(name) ?? {};
  return Object.keys(dependencies).some((one) => one === wanted || brings(one, wanted));
}

async function typeProblems({ bin, exports }, tarball) {
  // A command has no entry that anybody imports.
  if (bin && !exports) return [];
  const { problems: found = [] } = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  return found
    .filter(({ resolutionKind }) => resolutions.has(resolutionKind))
    .map(({ kind, entrypoint, resolutionKind }) => `${kind} at '${entrypoint}' (${resolutionKind})`);
}
