// Whom something concerns, where people have accounts.
import { entities, roles } from '../js/schema.js';

/** Those whom something concerns, by their ids. */
export function audience(records) {
  const accounts = records.all('_accounts');
  const isManager = ({ role }) => Boolean(roles.find((one) => one.id === role)?.manages);
  const ids = (list) => list.map((one) => one.id);
  const managers = () => ids(accounts.filter(isManager));
  return {
    managers,
    /** Whose a record is, and others who took part; who manages where it is nobody's. */
    owners: (record, others = []) => [record?.createdBy, ...others].filter((id) => accounts.some((one) => one.id === id)),
    /** Whose address is in a record. */
    inside: (entity, record) => ids(accounts.filter(({ email }) => entities[entity].fields.some((field) => field.type === 'email' && record[field.id] === email))),
    /** Who is called by name in a text: `@Ada Lovelace`, or `@Ada`. */
    named: (text) => ids(accounts.filter(({ name }) => [name, name.split(' ')[0]].some((one) => text.toLowerCase().includes(`@${one.toLowerCase()}`)))),
    /** Who has to look after a record: its owner, otherwise those who manage. */
    keepers: (record) => (accounts.some((one) => one.id === record.createdBy) ? [record.createdBy] : managers()),
  };
}

/** Where the notices of a person are. */
audience.mailbox = (person) => person.id;
