import { UsageError } from '@hourglass/command-line';
import { availableEngines } from '@hourglass/engine';
import { type Contender, peers } from './contenders.ts';
import { type Exercise, exercises } from './exercises.ts';
import { type PythonVersions, pythonVersions } from './python.ts';

export interface Choice {
  readonly exercises: readonly Exercise[];
  readonly contenders: readonly Contender[];
  readonly python: PythonVersions;
}

/**
 * Which contenders take part in which exercise. Words of `only` name exercises or contenders; what is not named of one kind is all of it,
 * or those of `usual`.
 *
 * @throws {UsageError} for a word that is neither.
 */
export async function choose(only: readonly string[], usual: readonly string[] | undefined): Promise<Choice> {
  const python = await pythonVersions();
  const all = [
    ...(await engines()),
    ...peers.map((peer): Contender => ({ ...peer, obstacle: lacking(peer.name, python) })),
  ];
  const known = [...exercises, ...all].map(({ name }) => name);
  const unknown = only.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new UsageError(`--only '${unknown}' is nothing of suite 'train'. Known: ${known.join(', ')}.`);
  const named = <T extends { name: string }>(list: readonly T[]) =>
    list.filter(({ name }) => only.includes(name));
  const [someExercises, someContenders] = [named(exercises), named(all)];
  return {
    exercises: someExercises.length > 0 ? someExercises : exercises,
    contenders:
      someContenders.length > 0 ? someContenders : all.filter(({ name }) => usual?.includes(name) ?? true),
    python,
  };
}

async function engines(): Promise<Contender[]> {
  const reports = await availableEngines();
  return reports.map(({ name, works }) => {
    // The reason may name folders of this machine, and results are published.
    return {
      name,
      by: 'engine',
      obstacle: works ? undefined : 'does not work here (hourglass doctor says why)',
    };
  });
}

function lacking(name: string, versions: PythonVersions): string | undefined {
  const needed = { torch: ['torch'], keras: ['keras', 'tensorflow'] }[name] ?? [];
  const missing = needed.filter((module) => versions[module] === undefined);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}
