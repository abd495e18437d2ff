import { getSystemErrorMap } from 'node:util';

/** What went wrong with a run, and what to do: `code` is stable, `message` is for people. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly code: RunErrorCode;
  constructor(code: RunErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type RunErrorCode =
  /** The runs home cannot be made or written. */
  | 'HOME_UNWRITABLE'
  /** The directory is absent, or holds no `config.json`. */
  | 'NOT_A_RUN'
  /** `config.json` is there, but cannot be used. */
  | 'CONFIG_INVALID'
  /** The run has saved no weights. */
  | 'NO_CHECKPOINT'
  /** `config.json` was written by a newer version of Hourglass. */
  | 'CONFIG_NEWER'
  /** The run's process ended before it took its directory. */
  | 'START_FAILED'
  /** There is no place for the socket that a run listens on. */
  | 'NO_CONTROL'
  /** Another process writes in this directory, or has written there. */
  | 'RUN_TAKEN'
  /** `metrics.jsonl` cannot be written: most often a full disk. */
  | 'LOG_UNWRITABLE'
  /** The run is finished, and was not given more to do. */
  | 'NOTHING_TO_RESUME'
  /** The data are not those that the run was trained on. */
  | 'DATA_CHANGED'
  /** The run's directory cannot be written. */
  | 'RUN_UNWRITABLE'
  /** The run's directory was deleted, moved or replaced while it was at work. */
  | 'RUN_GONE'
  /** Nobody trains there any more, so nobody can be steered. */
  | 'RUN_OVER'
  /** The run's process is there, but did not answer in time. */
  | 'RUN_SILENT'
  /** The run's process answered that it will not do this. */
  | 'COMMAND_REFUSED';

/** Whether a file is not there, or is below something that is no folder. */
export function isAbsence(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Where the system's own words would mislead. */
const clearer: Readonly<Record<string, string>> = {
  EEXIST: 'a file is in the way',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
};

/** Why the system did not do something, in words and with its code: `permission denied (EACCES)`. */
export function reasonOf(error: unknown): string {
  const code = error instanceof RunError ? undefined : systemCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  const [, words] = [...getSystemErrorMap().values()].find(([name]) => name === code) ?? [];
  const reason = clearer[code] ?? words;
  return reason === undefined ? code : `${reason} (${code})`;
}

/** The system's own word for an error, such as `ENOENT`; undefined for errors that have none. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
