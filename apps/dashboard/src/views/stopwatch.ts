/**
 * Seconds as on a stopwatch, so that they count without jumping.
 *
 * @example
 * stopwatch(65.4); // '1:05'
 */
export function stopwatch(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}
