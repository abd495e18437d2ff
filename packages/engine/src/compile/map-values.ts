/** The same names with other values. */
export function mapValues<V, R>(
  record: Readonly<Record<string, V>>,
  fn: (value: V, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, fn(value, name)]));
}
