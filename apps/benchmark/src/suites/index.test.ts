import { describe, expect, test } from 'vitest';
import { suiteNamed, suites } from './index.ts';

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

test('an unknown name is answered with the known ones', () => {
  const message = /unknown suite 'toString'\. Known suites: mnist, engines, train, load, reconstruct-mnist, /;
  expect(() => suiteNamed('toString')).toThrow(message);
});
