const mark = /^-- started again .*\n/m;

/** What `worker.log` says where another process begins to write. */
export function startMark(): string {
  return `-- started again ${new Date().toISOString()}\n`;
}

/** What the last process said, out of the end of the log. */
export function sinceLastStart(text: string): string {
  return text.split(mark).at(-1)!;
}
