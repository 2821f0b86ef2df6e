// Values that a field accepts, and values that it must refuse: both read from the schema, so they follow every change of it.
import { entities } from '../../js/schema.js';
import { next } from './client.mjs';

const picture = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const pad = (number) => String(number).padStart(2, '0');

/** The day in so many days, as it is written in a record. */
export function day(ahead) {
  const date = new Date();
  date.setDate(date.getDate() + ahead);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

const within = ({ min = -Infinity, max = Infinity }, wanted) => Math.min(max, Math.max(min, wanted));

const good = {
  text: (field) => `${field.label} sample${next()}`,
  long_text: (field) => `${field.label} sample${next()}\n\nAnd a second paragraph.`,
  rich_text: (field) => `## ${field.label}\n\nA **sample${next()}** of text.`,
  number: (field) => within(field, 3),
  money: () => 1250,
  date: () => day(7),
  date_time: () => `${day(7)}T18:30`,
  boolean: () => true,
  choice: (field) => field.options[0],
  status: (field) => field.options[0].value,
  rating: (field) => field.max,
  email: () => `sample-${next()}@example.com`,
  phone: () => '+1 555 010 0199',
  url: () => `https://example.com/${next()}`,
  tags: () => ['sample', 'example'],
  lines: () => ['First line', 'Second line'],
  line_items: () => [{ description: 'Sample work', quantity: 2, unitPrice: 1250 }],
  image: () => picture,
};

/** A record that every rule accepts, with all fields. `need(entity)` gives the id of a record to point at. */
export async function valid(entity, need) {
  const values = {};
  for (const field of entities[entity].fields) {
    if (field.type === 'reference' || field.type === 'references') {
      if (field.entity === entity && !field.required) continue;
      const id = await need(field.entity);
      values[field.id] = field.type === 'reference' ? id : [id];
    } else {
      values[field.id] = good[field.type](field);
    }
  }
  return values;
}

const bad = {
  text: () => [42, ['text']],
  long_text: () => [42],
  rich_text: () => [{ text: 'x' }],
  number: (field) => ['many', ...(field.min === undefined ? [] : [field.min - 1]), ...(field.max === undefined ? [] : [field.max + 1])],
  money: () => [12.5, -1, '12.50'],
  date: () => ['tomorrow', '24.11.2026'],
  date_time: () => ['noon'],
  boolean: () => ['yes'],
  choice: () => ['none of these'],
  status: () => ['none of these'],
  rating: (field) => [field.max + 1, 0.5],
  email: () => ['nobody', 'a@b'],
  phone: () => ['call me'],
  url: () => ['javascript:alert(1)', 'not a link'],
  tags: () => ['one, two', [1, 2]],
  lines: () => ['one line'],
  line_items: () => [[{ description: 'Work', quantity: 0, unitPrice: 100 }], [{ description: '', quantity: 1, unitPrice: 100 }]],
  image: () => ['data:text/html,<script>alert(1)</script>'],
  reference: () => ['no-such-record'],
  references: () => [['no-such-record']],
};

/** Values that a field has to refuse. */
export const refused = (field) => bad[field.type](field);

/** A field whose text is easy to find again, with a word that nothing else has; undefined where there is none. */
export const findable = (entity) => entities[entity].fields.find((field) => ['text', 'long_text', 'rich_text', 'email'].includes(field.type));

/** That word in a value of that field. */
export const wordOf = (value) => /(sample-?\w+)/.exec(value)[1];
