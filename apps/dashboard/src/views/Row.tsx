import { Box, Text } from 'ink';

export interface RowProps {
  readonly width: number;
  readonly left: string;
  readonly right?: string;
}

/** One row with text at both ends. Where they do not both fit, the left one is cut. */
export function Row({ width, left, right = '' }: RowProps) {
  return (
    <Box width={width} height={1} justifyContent="space-between" overflow="hidden">
      <Box flexShrink={1} height={1}>
        <Text wrap="truncate">{left}</Text>
      </Box>
      <Box flexShrink={0} height={1} marginLeft={right === '' ? 0 : 2}>
        <Text>{right}</Text>
      </Box>
    </Box>
  );
}
