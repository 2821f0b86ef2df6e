// What {{name}} keeps: its things, their fields, and what a field accepts.
import { words } from './words.js';

export const app = {{app}};

/** Kinds of people, and what each may do with each thing. */
export const roles = {{roles}};

/** The things. The first field of each is its title. */
export const entities = {{entities}};

/** The fields of an entity that are of one of these types. */
export function fieldsOfType(entity, ...types) {
  return entities[entity].fields.filter((field) => types.includes(field.type));
}

/** Every field, of any entity, that points at `entity`. */
export function refersTo(entity) {
  return Object.values(entities).flatMap((other) =>
    other.fields.filter((field) => field.entity === entity).map((field) => ({ entity: other.id, field })));
}

const isEmpty = (value) => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Messages by field for what cannot be accepted; empty when all is well. */
export function validate(entity, values) {
  const errors = {};
  for (const field of entities[entity].fields) {
    const message = problem(field, values[field.id]);
    if (message) errors[field.id] = message;
  }
  return errors;
}

function problem(field, value) {
  if (isEmpty(value)) return field.required && field.type !== 'boolean' ? words.wrong.required(field.label) : null;
  const check = checks[field.type];
  return check ? check(field, value) : null;
}

const within = (field, value) => {
  if (field.min !== undefined && value < field.min) return words.wrong.min(field.label, field.min);
  if (field.max !== undefined && value > field.max) return words.wrong.max(field.label, field.max);
  return null;
};

const checks = {
  number: (field, value) => (Number.isFinite(value) ? within(field, value) : words.wrong.number(field.label)),
  money: (field, value) => (!Number.isInteger(value) ? words.wrong.money(field.label) : value < 0 ? words.wrong.min(field.label, 0) : null),
  rating: (field, value) => (Number.isInteger(value) ? within({ ...field, min: 1 }, value) : words.wrong.number(field.label)),
  email: (field, value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : words.wrong.email),
  phone: (field, value) => (/^[+\d][\d\s()./-]{4,}$/.test(value) ? null : words.wrong.phone),
  url: (field, value) => (/^https?:\/\/[^\s]+$/i.test(value) || /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(value) ? null : words.wrong.url),
  date: (field, value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? null : words.wrong.date(field.label)),
  date_time: (field, value) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? null : words.wrong.date(field.label)),
  choice: (field, value) => (field.options.includes(value) ? null : words.wrong.choice(field.label)),
  status: (field, value) => (field.options.some((one) => one.value === value) ? null : words.wrong.choice(field.label)),
  line_items: (field, value) => (value.every((row) => row.description && row.quantity > 0 && Number.isInteger(row.unitPrice)) ? null : words.wrong.items),
};
