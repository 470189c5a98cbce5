import { once } from "../../once.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The steps between two ticks, in milliseconds. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 30, 90, 365].map((n) => n * DAY),
];

const format = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
  once(() => new Intl.DateTimeFormat(undefined, options));
const withSeconds = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const withMinutes = format({ hour: "2-digit", minute: "2-digit" });
const withDays = format({ day: "numeric", month: "short" });

/** Maps times to places on a line. Times are in milliseconds since 1970, places in pixels. */
export class TimeScale {
  /** @param {number} from @param {number} to @param {number} left @param {number} width */
  constructor(from, to, left, width) {
    this.from = from;
    this.to = Math.max(to, from + 1);
    this.left = left;
    this.width = Math.max(width, 1);
  }

  /**
   * Returns the place of a time. A time outside of the line has the place of its nearer end.
   * @param {number} time
   */
  x(time) {
    const share = (time - this.from) / (this.to - this.from);
    return this.left + Math.min(1, Math.max(0, share)) * this.width;
  }

  /** @param {number} from @param {number} to */
  overlaps(from, to) {
    return to >= this.from && from <= this.to;
  }

  /**
   * Returns round times with a text each.
   * @param {number} least The least distance of two ticks, in pixels.
   */
  ticks(least) {
    const span = this.to - this.from;
    const step = STEPS.find((one) => (one / span) * this.width >= least) ?? span;
    const texts = (step < MINUTE ? withSeconds : step < DAY ? withMinutes : withDays)();
    // Round in the time zone of the reader.
    const offset = new Date(this.from).getTimezoneOffset() * MINUTE;
    const first = Math.ceil((this.from - offset) / step) * step + offset;
    const count = Math.max(0, Math.floor((this.to - first) / step) + 1);
    return Array.from({ length: count }, (_, n) => first + n * step).map((time) => ({
      time,
      text: texts.format(time),
    }));
  }
}
