/**
 * How numbers print, everywhere. Three significant digits unless said otherwise. What is no number prints as
 * `NaN`, `inf` or `-inf`: a broken run must look broken.
 */

const THOUSANDS = ['', 'k', 'M', 'G', 'T', 'P'] as const;
const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/**
 * A count of things.
 *
 * @example
 * formatCount(161000); // '161k'
 * formatCount(1234); // '1.23k'
 * formatCount(60); // '60'
 */
export function formatCount(count: number): string {
  return notFinite(count) ?? scaled(count, 1000, THOUSANDS, '');
}

/**
 * Things per second.
 *
 * @example
 * formatRate(161000); // '161k/s'
 * formatRate(161000, 'img'); // '161k img/s'
 */
export function formatRate(perSecond: number, unit = ''): string {
  return `${formatCount(perSecond)}${unit === '' ? '' : ` ${unit}`}/s`;
}

/**
 * A time span given in seconds. From a minute on, two units: whole ones, rounded down.
 *
 * @example
 * formatDuration(0.0123); // '12.3 ms'
 * formatDuration(4.2); // '4.2 s'
 * formatDuration(75); // '1m 15s'
 * formatDuration(3700); // '1h 01m'
 */
export function formatDuration(seconds: number): string {
  const odd = notFinite(seconds);
  if (odd !== undefined) return odd;
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds === 0) return '0 s';
  if (seconds < 0.9995e-6) return `${significant(seconds * 1e9)} ns`;
  if (seconds < 0.9995e-3) return `${significant(seconds * 1e6)} µs`;
  if (seconds < 0.9995) return `${significant(seconds * 1e3)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.max(60, Math.floor(seconds));
  if (whole < 3600) return pair(Math.floor(whole / 60), 'm', whole % 60, 's');
  if (whole < 86400) return pair(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'm');
  return pair(Math.floor(whole / 86400), 'd', Math.floor((whole % 86400) / 3600), 'h');
}

/**
 * A loss. Four decimals below ten, so that two losses under each other compare digit by digit; above, five
 * significant digits; very small or large ones in powers of ten.
 *
 * @example
 * formatLoss(0.0758); // '0.0758'
 * formatLoss(87.1234); // '87.123'
 * formatLoss(0.0000123); // '1.23e-5'
 */
export function formatLoss(loss: number): string {
  const odd = notFinite(loss);
  if (odd !== undefined) return odd;
  const size = Math.abs(loss);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 99999.5) return loss.toExponential(2).replace('e+', 'e');
  return size < 9.99995 ? loss.toFixed(4) : loss.toPrecision(5);
}

/**
 * A share, given as a fraction: 0.935 is 93.5 %.
 *
 * @param decimals digits after the point, 0 to 20
 *
 * @example
 * formatPercent(0.935); // '93.5%'
 * formatPercent(0.935, 0); // '94%'
 */
export function formatPercent(fraction: number, decimals = 1): string {
  return notFinite(fraction) ?? `${(fraction * 100).toFixed(decimals)}%`;
}

/**
 * A size in bytes, in powers of 1024.
 *
 * @example
 * formatBytes(512); // '512 B'
 * formatBytes(1536); // '1.5 KiB'
 * formatBytes(11490434); // '11 MiB'
 */
export function formatBytes(bytes: number): string {
  return notFinite(bytes) ?? scaled(bytes, 1024, BYTES, ' ');
}

function notFinite(value: number): string | undefined {
  if (Number.isFinite(value)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'inf' : '-inf';
}

/** `value` in the largest unit that leaves at least one before the point. */
function scaled(value: number, base: number, units: readonly string[], space: string): string {
  let rest = value;
  let unit = 0;
  // Half a digit early: 999.6 prints as 1000, so it belongs to the next unit.
  while (Math.abs(rest) >= base - 0.5 && unit < units.length - 1) {
    rest /= base;
    unit++;
  }
  return significant(rest) + space + units[unit];
}

/** Three significant digits without closing zeros; whole numbers keep all digits before the point. */
function significant(value: number): string {
  if (Math.abs(value) >= 999.5) return Math.abs(value) < 1e6 ? value.toFixed(0) : value.toExponential(2);
  return String(Number(value.toPrecision(3)));
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return `${large}${largeUnit} ${String(small).padStart(2, '0')}${smallUnit}`;
}
