import { Text } from 'ink';

/** Lines that a picture of `@hourglass/viz` is made of, drawn as they are. */
export function Lines({ lines }: { readonly lines: readonly string[] }) {
  return <Text>{lines.join('\n')}</Text>;
}
