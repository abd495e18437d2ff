import { randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A name for a run that is safe as a folder's name and sorts by time within a preset: preset, UTC date,
 * UTC time, four random letters.
 *
 * @example
 * newRunId("mnist-64", new Date("2026-11-24T08:15:00Z")) // "mnist-64-20261124-081500-x7k2"
 */
export function newRunId(preset: string, now: Date): string {
  const [date, clock] = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  const random = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${folderName(preset)}-${date}-${clock}-${random}`;
}

/** Presets are named by people: keep what every file system takes, and no hidden files. */
function folderName(preset: string): string {
  const safe = preset
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 48);
  return safe || 'run';
}
