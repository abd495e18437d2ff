import type { RawResult } from '../result.ts';
import { suites } from '../suites/index.ts';
import type { Suite } from '../suites/suite.ts';

export const none = '-';

export function suiteOf(result: RawResult): Suite {
  return suites[result.suite]!;
}

/** A result's table as text: a line a row, a cell a column, the row's name first. */
export function figuresOf(result: RawResult): string[][] {
  const { columns } = suiteOf(result);
  return result.rows.map((row) => {
    const cells = columns.map((column) => {
      const value = column.value(row, result);
      if (value === undefined) return none;
      return typeof value === 'string' ? value : column.format(value);
    });
    return [row.name, ...cells];
  });
}

const arrows = { higher: ' ↑', lower: ' ↓' } as const;

/** Titles of the columns. The arrow points to where the figure is better. */
export function titlesOf(result: RawResult, withArrows: boolean): string[] {
  const titles = suiteOf(result).columns.map(({ title, better }) => {
    return better && withArrows ? title + arrows[better] : title;
  });
  return ['', ...titles];
}

/** What the columns mean; those that say the same are explained together. */
export function explanationsOf(result: RawResult): { titles: string; text: string }[] {
  const groups = new Map<string, string[]>();
  for (const { title, description, reading } of suiteOf(result).columns) {
    const text = `${description}. ${reading}`;
    groups.set(text, [...(groups.get(text) ?? []), title]);
  }
  return Array.from(groups, ([text, titles]) => ({ titles: titles.join(', '), text }));
}
