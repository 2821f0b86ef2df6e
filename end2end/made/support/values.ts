// Values that the fields of a made application accept, after what its schema says about them.
import type { Entity, Field } from './application.ts';

let made = 0;

/** A word that nothing else in the application has. */
function word(): string {
  made += 1;
  return `sample${process.pid.toString(36)}x${made.toString(36)}x`;
}

/** The day a week from now. */
function soon(): string {
  const date = new Date();
  date.setDate(date.getDate() + 7);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

const within = ({ min = -Infinity, max = Infinity }: Field, wanted: number) => Math.min(max, Math.max(min, wanted));
const option = ({ options: [first] = [] }: Field) => (typeof first === 'object' ? first.value : first);

/** By type of field; what is not here, as pictures, is left empty. */
const values: Record<string, (field: Field) => unknown> = {
  text: ({ label }) => `${label} ${word()}`,
  long_text: ({ label }) => `${label} ${word()}\nwith a second line.`,
  rich_text: ({ label }) => `## ${label}\n\nA **${word()}** of text.`,
  number: (field) => within(field, 3),
  money: () => 1250,
  date: soon,
  date_time: () => `${soon()}T18:30`,
  boolean: () => true,
  choice: option,
  status: option,
  rating: ({ max = 5 }) => max,
  email: () => `${word()}@example.com`,
  phone: () => '+1 555 010 0199',
  url: () => `https://example.com/${word()}`,
  tags: () => ['sample', 'example'],
  lines: () => ['First line', 'Second line'],
  line_items: () => [{ description: 'Sample work', quantity: 2, unitPrice: 1250 }],
};

/** A record with all fields but pictures. `point` gives the id of a record that a reference can point at. */
export async function record(entity: Entity, point: (entity: string) => Promise<string | undefined>): Promise<Record<string, unknown>> {
  const filled: Record<string, unknown> = {};
  for (const field of entity.fields) {
    const isReference = field.type === 'reference' || field.type === 'references';
    const value = isReference ? await point(field.entity ?? '') : values[field.type]?.(field);
    if (value !== undefined) filled[field.id] = field.type === 'references' ? [value] : value;
  }
  return filled;
}

/** Another value of the same field. */
export const another = (field: Field): string => String(values[field.type]?.(field));

/** A field whose text is easily found again; undefined where there is none. */
export const findable = ({ fields }: Entity): Field | undefined => fields.find(({ type }) => ['text', 'long_text', 'rich_text', 'email'].includes(type));

/** The word in such a text that nothing else has. */
export const wordOf = (text: unknown): string => /sample\w+/.exec(String(text))?.[0] ?? '';
