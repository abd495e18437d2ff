// Makes files/ from the whole CIFAR-100:   node select.mjs <cifar-100-binary.tar.gz>
//
// A picture's rank is the SHA-256 of the seed and its record. Of each class the lowest ranks are taken,
// so the choice does not depend on the order in which an archive holds its records. CIFAR-100 has some
// pictures twice, also across train and test; one that was taken is not taken again.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, gunzipSync, gzipSync } from 'node:zlib';

const SEED = 11;
const CLASSES = 100;
/** Coarse label, fine label, 1024 red, 1024 green, 1024 blue pixels. */
const RECORD_BYTES = 3074;
const PICTURES_OF_A_CLASS = { 'train.bin': 50, 'test.bin': 10 };
const COPIED = ['fine_label_names.txt', 'coarse_label_names.txt'];

const archive = process.argv[2];
if (archive === undefined) throw new Error('Name the archive: node select.mjs <cifar-100-binary.tar.gz>');
/** Digests of the pixels that were taken so far. */
const taken = new Set();
const members = membersOf(gunzipSync(readFileSync(archive)));

for (const [name, perClass] of Object.entries(PICTURES_OF_A_CLASS)) {
  const content = choose(recordsOf(memberNamed(name)), perClass);
  const packed = gzip(content);
  write(`${name}.gz`, packed);
  console.log(`${name}.gz`, packed.length, 'bytes, SHA-256', digest('sha256', packed));
  console.log(name, content.length, 'bytes, MD5', digest('md5', content));
}
for (const name of COPIED) write(name, memberNamed(name));

/** Round after round, one picture of each class: any first n pictures are balanced to within one. */
function choose(records, perClass) {
  const ofClass = Array.from({ length: CLASSES }, () => []);
  for (const record of records) ofClass[record[1]].push({ record, rank: rankOf(record) });
  for (const pictures of ofClass) pictures.sort((a, b) => Buffer.compare(a.rank, b.rank));
  const chosen = ofClass.map((pictures) => takeNew(pictures, perClass));
  const rounds = Array.from({ length: perClass }, (_, round) => chosen.map((records) => records[round]));
  return Buffer.concat(rounds.flat());
}

/** The first `count` records whose pixels were not taken yet. */
function takeNew(pictures, count) {
  const chosen = [];
  for (const { record } of pictures) {
    const pixels = digest('sha256', record.subarray(2));
    if (taken.has(pixels)) continue;
    taken.add(pixels);
    chosen.push(record);
    if (chosen.length === count) return chosen;
  }
  throw new Error(`a class has only ${chosen.length} pictures, and ${count} are needed`);
}

function rankOf(record) {
  return createHash('sha256').update(`${SEED}\n`).update(record).digest();
}

function recordsOf(bytes) {
  if (bytes.length % RECORD_BYTES !== 0) throw new Error(`${bytes.length} bytes are no whole records`);
  return Array.from({ length: bytes.length / RECORD_BYTES }, (_, i) =>
    bytes.subarray(i * RECORD_BYTES, (i + 1) * RECORD_BYTES),
  );
}

/** Tar: a header of 512 bytes, then the content, padded to a multiple of 512. */
function membersOf(tar) {
  const found = new Map();
  for (let at = 0; tar[at] !== undefined && tar[at] !== 0; ) {
    const path = tar.toString('latin1', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8);
    found.set(path.split('/').at(-1), tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return found;
}

function memberNamed(name) {
  const content = members.get(name);
  if (content === undefined) throw new Error(`${archive} has no ${name}`);
  return content;
}

function gzip(content) {
  const packed = gzipSync(content, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  packed.fill(0, 4, 8); // Time of packing: none.
  packed[9] = 255; // System: unknown, the same everywhere.
  return packed;
}

function write(name, bytes) {
  writeFileSync(new URL(`files/${name}`, import.meta.url), bytes);
}

function digest(algorithm, bytes) {
  return createHash(algorithm).update(bytes).digest('hex');
}
