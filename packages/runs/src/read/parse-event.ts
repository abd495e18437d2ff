import type { TrainingEvent } from '@hourglass/models/config';
import { eventSchemas } from './event-schemas.ts';

/** One line of `metrics.jsonl`: the event, or why it is none. */
export type ParsedLine = { readonly event: TrainingEvent } | { readonly problem: string };

export function parseEvent(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'not JSON' };
  }
  if (typeof value !== 'object' || value === null) return { problem: 'not an object' };
  const type = 'type' in value ? value.type : undefined;
  if (!isEventType(type)) return { problem: `unknown event ${JSON.stringify(type)}` };
  const result = eventSchemas[type].safeParse(value);
  if (result.success) return { event: result.data };
  const issue = result.error.issues[0]!;
  return { problem: `${type} '${issue.path.join('.')}': ${issue.message}` };
}

function isEventType(type: unknown): type is TrainingEvent['type'] {
  return typeof type === 'string' && Object.hasOwn(eventSchemas, type);
}
