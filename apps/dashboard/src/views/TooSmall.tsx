import { Text } from 'ink';
import { leastSize } from './layout.ts';

/** Fits even where next to nothing fits. */
export function TooSmall({ columns, rows }: { readonly columns: number; readonly rows: number }) {
  const text = `too small: ${columns}x${rows}, needs ${leastSize.columns}x${leastSize.rows}`;
  return <Text wrap="truncate">{text}</Text>;
}
