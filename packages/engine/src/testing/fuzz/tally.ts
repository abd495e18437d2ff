import type { Case } from './case.ts';
import { whyDifferent } from './explained.ts';
import { faultOf } from './known-faults.ts';
import type { Outcome } from './run-case.ts';

/** Counts outcomes, and keeps what needs a look. */
export class Tally {
  readonly #counts = { right: 0, illegal: 0, refused: 0, known: 0, explained: 0, wrong: 0 };
  readonly #lines = new Map<string, string[]>();

  add({ seed, subject, program }: Case, outcomes: Readonly<Record<string, Outcome>>): void {
    for (const [engine, { kind, message }] of Object.entries(outcomes)) {
      const failure = { subject, message, program };
      const why = kind === 'wrong' ? whyDifferent(failure) : undefined;
      const fault = kind === 'wrong' && !why ? faultOf(failure) : undefined;
      this.#counts[why ? 'explained' : fault ? 'known' : kind]++;
      const heading = why ? `different on purpose: ${why}` : fault ? `known: ${fault.kind}` : kind;
      if (kind !== 'right') this.#keep(heading, `seed ${seed}, ${subject}, ${engine}: ${message}`);
    }
  }

  get wrong(): number {
    return this.#counts.wrong;
  }

  /** The names of the known faults that were met. */
  report(): string {
    const { right, illegal, refused, known, explained, wrong } = this.#counts;
    const lines = [...this.#lines]
      .sort()
      .flatMap(([heading, all]) => [
        `${heading} (${all.length})`,
        ...all.map((line) => `  ${line.slice(0, 300)}`),
      ]);
    return [
      ...lines,
      `${right} right, ${illegal} that tfjs refuses, ${refused} refused by name, ${known} of known faults, ${explained} different on purpose, ${wrong} wrong`,
    ].join('\n');
  }

  #keep(heading: string, line: string): void {
    this.#lines.set(heading, [...(this.#lines.get(heading) ?? []), line]);
  }
}
