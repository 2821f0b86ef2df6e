// How values are written for people: dates, money, numbers, counts.
const day = 86400000;
const locale = globalThis.navigator?.language ?? 'en';
// Which zone a date belongs to is the reader's own.
const pad = (number) => String(number).padStart(2, '0');

/** `2026-11-24` for a moment. */
export function isoDate(date = new Date()) {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** `2026-11-24T18:30` for a moment. */
export function isoTime(date = new Date()) {
  return `${isoDate(date)}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** A moment for `2026-11-24` or `2026-11-24T18:30`, or null. */
export function moment(value) {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(value ?? '');
  if (!match) return null;
  const [, year, month, date, hour = '0', minute = '0'] = match;
  return new Date(+year, month - 1, +date, +hour, +minute);
}

/** Whole days from today; negative is past. */
export function daysFromNow(value) {
  const at = moment(value);
  if (!at) return null;
  return Math.round((moment(isoDate(at)) - moment(isoDate())) / day);
}

/** `2026-11-24` plus some days. */
export function plusDays(value, days) {
  const at = moment(value);
  at.setDate(at.getDate() + days);
  return isoDate(at);
}

/** `in 3 days`, `yesterday`. */
export function relative(value) {
  const days = daysFromNow(value);
  if (days === null) return '';
  const speak = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(days) < 14) return speak.format(days, 'day');
  if (Math.abs(days) < 60) return speak.format(Math.round(days / 7), 'week');
  if (Math.abs(days) < 730) return speak.format(Math.round(days / 30.4), 'month');
  return speak.format(Math.round(days / 365.25), 'year');
}

/** `24 Nov 2026`, with the time where there is one. */
export function exact(value) {
  const at = moment(value);
  if (!at) return '';
  const date = { day: 'numeric', month: 'short', year: 'numeric' };
  const time = value.includes('T') ? { hour: '2-digit', minute: '2-digit' } : {};
  return new Intl.DateTimeFormat(locale, { ...date, ...time }).format(at);
}

/** `18:30`. */
export function clock(value) {
  const at = moment(value);
  return at ? new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at) : '';
}

/** `Tuesday, 24 November`. */
export function longDay(value) {
  const at = moment(value);
  return at ? new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at) : '';
}

/** `November 2026` for `2026-11`. */
export function monthName(value, style = 'long') {
  const at = moment(`${value}-01`);
  return at ? new Intl.DateTimeFormat(locale, { month: style, year: style === 'long' ? 'numeric' : undefined }).format(at) : '';
}

/** Cents as money. */
export function money(cents, currency) {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format((cents ?? 0) / 100);
}

/** `12,5` or `12.5` as cents; null when it is no amount. */
export function toCents(text) {
  const clean = String(text).trim().replace(/\s/g, '').replace(/,(?=\d{1,2}$)/, '.').replace(/,/g, '');
  if (!/^-?\d+(\.\d{0,2})?$/.test(clean)) return null;
  return Math.round(Number(clean) * 100);
}

/** `12.50` for an input. */
export function fromCents(cents) {
  return Number.isFinite(cents) ? (cents / 100).toFixed(2) : '';
}

/** A number as people write it. */
export function number(value, unit) {
  // Four digits stand without a separator, so that a year stays a year.
  const useGrouping = Math.abs(value) >= 10000;
  const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping }).format(value);
  return unit ? `${text} ${unit}` : text;
}

/** `3 recipes`, `1 recipe`. */
export function count(amount, one, many) {
  return `${number(amount)} ${amount === 1 ? one : many}`;
}

/** A number that is always the same for the same text. */
export function hash(text) {
  let value = 2166136261;
  for (const letter of String(text)) value = Math.imul(value ^ letter.codePointAt(0), 16777619);
  return value >>> 0;
}

/** Up to two letters of a name. */
export function initials(name) {
  return String(name).split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join('');
}
