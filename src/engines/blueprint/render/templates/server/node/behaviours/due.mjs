// Overdue while the date has passed and it is not done.
import { daysFromNow } from '../../js/format.js';

export function due({ entity, date, status, done }) {
  const isOpen = (record) => !done.includes(record[status]) && daysFromNow(record[date]) !== null;
  const isOverdue = (record) => isOpen(record) && daysFromNow(record[date]) < 0;
  const overdue = ({ context }) => ({
    entity, list: context.records.all(entity).filter(isOverdue).sort((a, b) => a[date].localeCompare(b[date])),
  });
  return { entity, date, status, isOpen, isOverdue, routes: [{ method: 'GET', path: `/api/${entity}/overdue`, handle: overdue }] };
}
