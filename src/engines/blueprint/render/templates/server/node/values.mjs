// What a record may hold: the checks of the forms, and what only a server has to ask, as anything can be sent to it.
import { isoDate, moment } from '../js/format.js';
import { entities, validate } from '../js/schema.js';
import { Problem } from './problem.mjs';

// What the server writes itself; sent along, it is passed over.
const given = ['id', 'createdAt', 'updatedAt', 'createdBy', 'changedBy', 'by'];
const lists = ['tags', 'lines', 'line_items', 'references'];
const longest = { text: 200, phone: 200, email: 254, url: 2000, image: 1_000_000 };

/** Whether nothing was filled in. */
export const isEmpty = (value) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const isText = (value) => typeof value === 'string';
const areTexts = (value) => Array.isArray(value) && value.every(isText);
const isItem = (row) => row !== null && typeof row === 'object' && isText(row.description) && Number.isFinite(row.quantity) && Number.isSafeInteger(row.unitPrice)
  && Object.keys(row).every((name) => ['description', 'quantity', 'unitPrice'].includes(name));
const isDay = (value) => isText(value) && moment(value) !== null && isoDate(moment(value)) === value.slice(0, 10);
const isTime = (value) => isDay(value) && moment(value).getHours() === Number(value.slice(11, 13)) && moment(value).getMinutes() === Number(value.slice(14, 16));

const types = {
  number: Number.isFinite, money: Number.isSafeInteger, rating: Number.isInteger, boolean: (value) => typeof value === 'boolean',
  tags: areTexts, lines: areTexts, references: areTexts, line_items: (value) => Array.isArray(value) && value.every(isItem),
  date: isDay, date_time: isTime, image: (value) => isText(value) && /^data:image\/(png|jpeg|webp|gif|svg\+xml)[;,]/.test(value),
};

/** Throws unless this is a JSON object. */
export function mustBeObject(body) {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Problem(400, 'A JSON object is expected.');
}

// A day gets a time where one belongs; an empty list is nothing where there is no list.
function tidy(type, value) {
  if (Array.isArray(value) && value.length === 0 && !lists.includes(type)) return null;
  return type === 'date_time' && isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00` : value;
}

/** Only fields of `entity`, or an answer that names the others. */
export function known(entity, body) {
  mustBeObject(body);
  const { fields } = entities[entity];
  const errors = [];
  const values = {};
  for (const [name, value] of Object.entries(body)) {
    const field = fields.find((one) => one.id === name);
    if (field) values[name] = tidy(field.type, value);
    else if (!given.includes(name)) errors.push({ field: name, message: `There is no field ${name}.` });
  }
  if (errors.length) throw new Problem(400, 'A field is not known.', errors);
  return values;
}

function wrongType(field, value) {
  if (isEmpty(value)) return null;
  if (!(types[field.type] ?? isText)(value)) return `${field.label} is not of the right kind.`;
  const most = longest[field.type] ?? 100_000;
  return isText(value) && value.length > most ? `${field.label} is longer than ${most} characters.` : null;
}

function dangling(records, field, value) {
  const gone = field.entity ? [value].flat().find((id) => !isEmpty(id) && !records.find(field.entity, id)) : undefined;
  return gone === undefined ? null : `${field.label}: there is no ${entities[field.entity].singular.toLowerCase()} ${gone}.`;
}

/** Messages by field; empty when `values` can be kept. */
export function errorsOf(records, entity, values) {
  const { fields } = entities[entity];
  const ofType = fields.map((field) => [field.id, wrongType(field, values[field.id])]).filter(([, message]) => message);
  // The checks of the forms expect each value to be of its kind.
  if (ofType.length) return Object.fromEntries(ofType);
  const inForm = validate(entity, values);
  const references = fields.map((field) => [field.id, dangling(records, field, values[field.id])]).filter(([, message]) => message);
  return { ...Object.fromEntries(references), ...inForm };
}

/** Throws an answer that names every field that was refused. */
export function check(records, entity, values) {
  refuse(errorsOf(records, entity, values));
}

/** The same for what a rule fills in: what it does not know may stay empty. */
export function checkFilled(records, entity, values) {
  const errors = Object.entries(errorsOf(records, entity, values));
  refuse(Object.fromEntries(errors.filter(([field]) => !isEmpty(values[field]))));
}

function refuse(errors) {
  const list = Object.entries(errors).map(([field, message]) => ({ field, message }));
  if (list.length) throw new Problem(400, list.map((one) => one.message).join(' '), list);
}
