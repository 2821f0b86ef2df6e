// One vote a person.
import { me, whenKnown } from '../access.js';
import { {{server:perform, :}}all, create, remove, titleOf } from '../store.js';
import { announce, button } from '../ui.js';
import { words } from '../words.js';

export function votes({ entity }) {
  const of = (record) => all('_votes').filter((one) => one.entity === entity && one.of === record.id);
  const mine = (record) => of(record).find((one) => one.createdBy === me().id);
  const toggle = (record) => whenKnown(() => {
    const own = mine(record);
    {{server:perform({ method: own ? 'DELETE' : 'PUT', path: [entity, record.id, 'vote'] }, () => (own ? remove('_votes', own.id) : create('_votes', { entity, of: record.id }, me().id)));:}}{{alone:if (own) remove('_votes', own.id);
    else create('_votes', { entity, of: record.id }, me().id);:}}
    announce(words.votes.count(of(record).length));
  });
  return {
    entity, count: (record) => of(record).length,
    actions: (record) => [button({ label: String(of(record).length), name: 'vote', look: 'vote', 'aria-pressed': String(Boolean(mine(record))), 'aria-label': words.votes.label(titleOf(entity, record), of(record).length), press: () => toggle(record) })],
  };
}
