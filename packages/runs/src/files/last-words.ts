/**
 * The line of a process's stderr that says most, at most 300 characters; undefined if there is none.
 * That is the first that speaks of an error: after it Node.js prints a stack and its version.
 */
export function lastWords(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  return (said.find((line) => /error/i.test(line)) ?? said.at(-1))?.slice(0, 300);
}
