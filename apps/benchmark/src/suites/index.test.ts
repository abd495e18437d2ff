import { describe, expect, test } from 'vitest';
import { suiteNamed, suites, suitesNamed } from './index.ts';

describe.each(Object.entries(suites))('suite %s', (key, suite) => {
  test('is a frozen record under its own name', () => {
    expect(suite.name).toBe(key);
    expect(Object.isFrozen(suite)).toBe(true);
    expect(suite.question).toMatch(/\?$/);
  });

  test('has columns with titles of their own, each explained in whole sentences', () => {
    const titles = suite.columns.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { description, reading } of suite.columns) {
      expect(description).not.toMatch(/\.$/);
      expect(reading).toMatch(/\.$/);
    }
  });
});

test('a family is named by what its names begin with', () => {
  const namesOf = (name: string) => suitesNamed(name).map((suite) => suite.name);
  expect(namesOf('reconstruct')).toEqual(['reconstruct-mnist', 'reconstruct-cifar100']);
  expect(namesOf('sweep-mnist')).toEqual(['sweep-mnist']);
  expect(() => suitesNamed('sweep-m')).toThrow("unknown suite 'sweep-m'");
});

test('an unknown name is answered with the known ones', () => {
  const message = `unknown suite 'toString'. Known suites: ${Object.keys(suites).join(', ')}.`;
  expect(() => suiteNamed('toString')).toThrow(message);
});
