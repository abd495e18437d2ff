import { Box, Text } from 'ink';
import { bindings, type KeyContext } from '../keys.ts';
import { Lines } from './Lines.tsx';
import { encoderColor, roles } from './roles.ts';
import { useStyle } from './surface.ts';

export interface HelpProps {
  readonly keys: KeyContext;
  readonly width: number;
}

/** Every key, and what the panels show. */
export function Help({ keys, width }: HelpProps) {
  const style = useStyle();
  const widest = Math.max(...bindings.map(({ label }) => label.length));
  const lines = [
    style.bold('Keys'),
    ...bindings.map(({ label, help }) => `  ${style.color(label.padEnd(widest), 'cyan')}  ${help(keys)}`),
    '',
    style.bold('What you see'),
    `  ${style.color('train', roles.train)}, ${style.color('test', roles.code)}: binary cross-entropy a pixel. Nothing can be below the floor,`,
    '  which is what the pictures have against themselves.',
    `  ${style.color('PCA', roles.pca)}: the best that can be done linearly with as many numbers.`,
    `  sample p@10: share of the ten nearest pictures that have the query's class, in a sample,`,
    `  for the ${style.color('code', encoderColor('code'))}, ${style.color('raw', encoderColor('raw'))} pixels and ${style.color('PCA', roles.pca)}.`,
  ];
  return (
    <Box width={width} paddingLeft={2} paddingTop={1} flexDirection="column">
      <Lines lines={lines} />
      <Text> </Text>
    </Box>
  );
}
