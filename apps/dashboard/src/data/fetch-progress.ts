import type { DownloadProgress } from '@hourglass/datasets';
import { formatBytes, formatDuration, formatPercent, progressBar, type Surface } from '@hourglass/viz';

/** A download as a line: percent, bytes, rate, time left. */
export function progressText({ bytes, total, bytesPerSecond, secondsLeft }: DownloadProgress): string {
  const parts = [
    formatPercent(bytes / total, 0).padStart(4),
    `${formatBytes(bytes)} of ${formatBytes(total)}`,
    ...(bytesPerSecond > 0 ? [`${formatBytes(bytesPerSecond)}/s`] : []),
    ...(secondsLeft !== undefined && bytes < total ? [`${timeText(secondsLeft)} left`] : []),
  ];
  return parts.join('  ');
}

/** What the text takes at most, so that the bar stays as wide as it is while numbers change. */
const textWidth = 52;

/** The same with a bar before it, in less than `width` columns. */
export function progressLine(progress: DownloadProgress, width: number, surface: Surface): string {
  const text = progressText(progress);
  const name = `${progress.dataset}  `;
  const room = Math.min(40, width - name.length - textWidth - 1);
  if (room < 8) return text.trim().slice(0, Math.max(0, width - 1));
  return `${name}${progressBar(progress.bytes / progress.total, { ...surface, width: room })} ${text}`;
}

/** In whole seconds, and never none while something is left. */
function timeText(seconds: number): string {
  return formatDuration(Math.max(1, Math.ceil(seconds))).replace('.0 s', ' s');
}
