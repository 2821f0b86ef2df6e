// Anyone adds a score; the average shows.
import { me, needsName, whenKnown } from '../access.js';
import { {{server:perform, :}}all, create, update } from '../store.js';
import { rating, stars } from '../fields/rating.js';
import { count } from '../format.js';
import { button, el, section, toast } from '../ui.js';
import { words } from '../words.js';

export function ratings({ entity, field, max }) {
  const of = (record) => all('_ratings').filter((one) => one.entity === entity && one.of === record.id);
  // The record's own value counts as the first score.
  const scores = (record) => [...of(record).map((one) => one.score), ...(record[field] ? [record[field]] : [])];
  const average = (record) => {
    const list = scores(record);
    return list.length ? list.reduce((sum, one) => sum + one, 0) / list.length : 0;
  };
  return {
    entity, average,
    notes: (record) => (scores(record).length > 1 ? [el('span', { class: 'note' }, stars(average(record), max), el('span', { class: 'aside' }, ` ${average(record).toFixed(1)} (${scores(record).length})`))] : []),
    panel(record) {
      const mine = of(record).find((one) => one.createdBy === me().id);
      const editor = rating.edit({ max }, mine?.score, { id: `rate-${record.id}` });
      const form = el('form', { class: 'rate-form' },
        el('fieldset', { class: 'field rating' }, el('legend', {}, mine ? words.ratings.yours : words.ratings.give), editor.node),
        button({ label: words.ratings.save, type: 'submit' }));
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        const score = editor.read();
        if (!score) return editor.control.focus();
        whenKnown(() => {
{{server:
          perform({ method: 'PUT', path: [entity, record.id, 'rating'], body: { score } }, () => (mine ? update('_ratings', mine.id, { score }, me().id) : create('_ratings', { entity, of: record.id, score }, me().id)));
:}}
{{alone:
          if (mine) update('_ratings', mine.id, { score }, me().id);
          else create('_ratings', { entity, of: record.id, score }, me().id);
:}}
          toast(words.ratings.thanks);
        });
      });
      return section(words.ratings.title, [el('p', { class: 'rating-average' }, el('strong', {}, average(record) ? average(record).toFixed(1) : '–'), stars(average(record), max), el('span', { class: 'aside' }, count(scores(record).length, words.ratings.one, words.ratings.many))), needsName() ? null : form]);
    },
  };
}
