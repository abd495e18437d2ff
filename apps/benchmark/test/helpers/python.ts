import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder with a `python3` that is this script. @returns the path of that program. */
export function pythonThat(folder: string, name: string, script: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  const program = join(path, 'python3');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return program;
}
