import { EngineError } from '../errors.ts';
import type { Node } from '../graph/graph.ts';

/** A library's error in one line: a failed `require` adds a stack of paths that helps nobody. */
export function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n', 1)[0]!.replace(/\.$/, '');
}

/** What ONNX Runtime says of a graph, and which node's origin it is about, if it says that. */
export function failureOf(cause: unknown, nodes: readonly Node[] = []): string {
  const message = messageOf(cause);
  const at = /(?:Name:'|Node \()[^\d')]*(\d+)/.exec(message)?.[1];
  const origin = at === undefined ? undefined : nodes[Number(at)]?.origin;
  return origin === undefined ? message : `${origin}: ${message}`;
}

export function unavailable(what: string, cause: unknown): EngineError {
  return new EngineError('RUNTIME_UNAVAILABLE', `${what}. Reinstall it, or choose another engine.`, {
    cause,
  });
}
