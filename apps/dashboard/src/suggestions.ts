import { UsageError } from '@hourglass/command-line';
import { Command, CommanderError } from 'commander';

/**
 * Checks what stands where a command or a preset may stand, for one is as easily mistyped as the other.
 *
 * @param words what was written there; a preset takes no second one.
 * @throws {UsageError} that names what may have been meant.
 */
export function checkPreset(
  words: readonly string[],
  presets: readonly string[],
  commands: readonly string[],
): void {
  const [word, ...others] = words;
  if (word === undefined) return;
  if (!presets.includes(word) && !isPath(word)) {
    const advice = adviceOn(word, [...commands, ...presets]);
    const known = `Presets: ${presets.join(', ')}. Commands: ${commands.join(', ')}.`;
    throw new UsageError(`unknown command or preset '${word}'${advice ? ` ${advice}` : `. ${known}`}`);
  }
  if (others.length > 0)
    throw new UsageError(`one preset is trained at a time, and '${others[0]}' is too much`);
}

/** @throws {UsageError} always: it names what may have been meant. */
export function unknownCommand(word: string, commands: readonly Command[]): never {
  const names = commands.map((one) => one.name());
  const advice = adviceOn(word, names) || (names.length > 0 ? `(Known: ${names.join(', ')})` : '');
  throw new UsageError(`unknown command '${word}' ${advice}`);
}

/** A config is told from a preset by how it is written, whether it is there or not. */
export function isPath(word: string): boolean {
  return word.endsWith('.json') || /[/\\]/.test(word);
}

/** What commander asks of a word that it does not know, such as "(Did you mean train?)"; empty if it has no idea. */
function adviceOn(word: string, known: readonly string[]): string {
  const scratch = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  for (const name of known) scratch.command(name);
  try {
    scratch.parse(['--', word], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return /\(Did you mean .*\?\)/.exec(error.message)?.[0] ?? '';
    throw error;
  }
  return '';
}
