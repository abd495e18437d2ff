import { getSystemErrorMap } from 'node:util';

/** What a command can end with. The last two are 128 and the number of the signal, as in a shell. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, hungUp: 129, interrupted: 130 } as const;

/** The command itself was wrong: nothing was tried. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ctrl-C ended it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Errors of other packages that mean the same, told by name so that none is loaded just to ask. */
const usageErrors: readonly string[] = ['UsageError', 'ConfigError'];

/** The same, for errors that all have one name: told by their code. */
const usageCodes: readonly unknown[] = ['UNKNOWN_DATASET', 'INPUT_INVALID'];

/** The exit code of a command that threw this. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return exitCodes.failed;
  if (error instanceof InterruptedError) return exitCodes.interrupted;
  const isUsage = usageErrors.includes(error.name) || usageCodes.includes((error as { code?: unknown }).code);
  return isUsage ? exitCodes.usage : exitCodes.failed;
}

/** One line for a person: no stack, no class name. */
export function lineOf(program: string, error: unknown): string {
  const message = isOfSystem(error)
    ? sentenceOf(error)
    : error instanceof Error
      ? error.message
      : String(error);
  return `${program}: ${message.trim().replace(/\s*\n\s*/g, ' ')}`;
}

/** What Node.js throws of files that cannot be used, with a message such as `ENOTDIR: not a directory, mkdir '/a/b'`. */
interface OfSystem extends Error {
  readonly errno: number;
  readonly code: string;
  readonly syscall: string;
  readonly path: string;
}

function isOfSystem(error: unknown): error is OfSystem {
  const { errno, code, syscall, path } = error instanceof Error ? (error as Partial<OfSystem>) : {};
  return typeof errno === 'number' && [code, syscall, path].every((part) => typeof part === 'string');
}

/** Where the system's own words would mislead. */
const clearer: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in the way',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
};

const readers: readonly string[] = [
  'open',
  'read',
  'scandir',
  'stat',
  'lstat',
  'access',
  'readlink',
  'realpath',
];

function sentenceOf({ errno, code, syscall, path }: OfSystem): string {
  const reason = clearer[code] ?? getSystemErrorMap().get(errno)?.[1] ?? 'the system refuses';
  const verb = readers.includes(syscall) ? 'opened' : 'written';
  return `'${path}' cannot be ${verb}: ${reason} (${code}).`;
}
