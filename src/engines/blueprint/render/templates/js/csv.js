// Tables as CSV, as spreadsheets read it.
import { fieldText } from './fields/index.js';
import { entities } from './schema.js';
import { download } from './ui.js';

function cell(text) {
  // A leading = + - @ would run as a formula in a spreadsheet.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a CSV file with a row for each record. */
export function toCsv(entity, records) {
  const fields = entities[entity].fields.filter((field) => field.type !== 'image');
  const rows = records.map((record) => fields.map((field) => cell(fieldText(field, record[field.id]))));
  return [fields.map((field) => cell(field.label)), ...rows].map((row) => row.join(',')).join('\r\n');
}

/** Hands over the records as a file. */
export function downloadCsv(entity, records) {
  download(`${entities[entity].path}.csv`, `\uFEFF${toCsv(entity, records)}`, 'text/csv;charset=utf-8');
}
