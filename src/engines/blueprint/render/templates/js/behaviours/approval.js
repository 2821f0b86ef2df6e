// Changes wait as proposals until someone who manages says yes; earlier versions are kept.
import { manages, me, nameOf, whenKnown } from '../access.js';
import { hrefOf } from '../addresses.js';
import { diffWords } from '../diff.js';
import { relative } from '../format.js';
import { {{server:perform, :}}all, create, find,{{server: isServed,:}} titleOf, update } from '../store.js';
import { badge, button, el, icon, link, openDialog, section, toast } from '../ui.js';
import { words } from '../words.js';

/** The difference of two texts as elements. */
export function diffView(before, after) {
  return el('div', { class: 'diff', role: 'group', 'aria-label': words.approval.diff }, el('p', {}, diffWords(before, after).map(({ kind, text }) =>
    (kind === 'same' ? text : el(kind === 'added' ? 'ins' : 'del', {}, text)))));
}

/** With `always`, everyone's changes wait, as there are no accounts to tell people apart. */
export function approval({ entity, body, always }) {
  const waiting = () => all('_proposals').filter((one) => one.entity === entity && one.state === 'waiting');
  const of = (record) => waiting().filter((one) => one.of === record.id);
  const versions = (record) => all('_versions').filter((one) => one.entity === entity && one.of === record.id);
  const keep = (record) => create('_versions', { entity, of: record.id, values: pick(record), by: record.changedBy ?? record.createdBy ?? null }, me().id);
  const pick = (record) => Object.fromEntries(Object.entries(record).filter(([name]) => !['id', 'createdAt', 'updatedAt', 'createdBy', 'changedBy'].includes(name)));
{{server:
  const decide = (proposal, body, work) => perform({ method: 'POST', path: [entity, proposal.of, 'proposals', proposal.id, 'decision'], body: { ...body, by: me().name } }, work);
:}}
  const accept = (proposal) => {
    const record = find(entity, proposal.of);
    if (!record) return;
{{server:
    decide(proposal, { accept: true }, () => {
      keep(record);
      update(entity, record.id, { ...proposal.values, changedBy: proposal.createdBy ?? null }, me().id);
      update('_proposals', proposal.id, { state: 'accepted', decidedBy: me().id });
    });
:}}
{{alone:
    keep(record);
    update(entity, record.id, { ...proposal.values, changedBy: proposal.createdBy ?? null }, me().id);
    update('_proposals', proposal.id, { state: 'accepted', decidedBy: me().id });
:}}
    toast(words.approval.accepted(titleOf(entity, record)));
  };
  const reject = (proposal, reason) => {
    {{server:decide(proposal, { accept: false, reason }, () => :}}update('_proposals', proposal.id, { state: 'rejected', reason, decidedBy: me().id }){{server:):}};
    toast(words.approval.rejected, () => update('_proposals', proposal.id, { state: 'waiting' }));
  };
  const restore = (record, version) => {
{{server:
    perform({ method: 'POST', path: [entity, record.id, 'versions', version.id, 'restore'] }, () => {
      keep(record);
      update(entity, record.id, version.values, me().id);
    });
    toast(words.approval.restored(relative(version.createdAt)));
:}}
{{alone:
    keep(record);
    toast(words.approval.restored(relative(version.createdAt)), update(entity, record.id, version.values, me().id));
:}}
  };
  const compare = (title, before, after, actions) => openDialog(title, (close) => [diffView(before, after), el('div', { class: 'form-foot' }, actions(close))]);
  const versionRow = (record, version) => el('li', {}, el('div', { class: 'row-main' }, words.approval.version(relative(version.createdAt), nameOf(version.by))),
    el('div', { class: 'row-end' }, button({ label: words.approval.compare, look: 'quiet small', press: () => compare(words.approval.compareTitle, version.values[body] ?? '', record[body] ?? '', (close) =>
      (manages() ? [button({ label: words.approval.restore, look: 'main', press: () => { close(); restore(record, version); } })] : [])) })));
  return {
    entity, body, waiting, accept, reject,
    // A change by someone who manages is at once; by anyone else it waits.
    onSave(record, values) {
      if (!record) return false;
      if (manages() && !always) {
        {{server:if (!isServed()) :}}keep(record);
        return false;
      }
      // Who proposes is asked for a name where there are no accounts: somebody else approves.
      whenKnown(() => {
        {{server:perform({ method: 'POST', path: [entity, record.id, 'proposals'], body: { ...values, by: me().name } }, () => :}}create('_proposals', { entity, of: record.id, values, state: 'waiting', by: me().name }, me().id){{server:):}};
        location.hash = hrefOf(entity, record.id);
        toast(words.approval.sent);
      }, { named: true });
      return true;
    },
    badges: (record) => (of(record).length ? [badge(words.approval.waits(of(record).length), 'warning')] : []),
    strip: () => (manages() && waiting().length ? el('div', { class: 'alert' }, icon('flag'), el('p', {}, words.approval.some(waiting().length)), link('#/review', words.approval.review)) : null),
    panel(record) {
      const list = versions(record);
      const rejected = all('_proposals').filter((one) => one.of === record.id && one.state === 'rejected' && one.createdBy === me().id);
      return section(words.approval.versions(list.length), [
        rejected.map((one) => el('p', { class: 'notice' }, words.approval.wasRejected(one.reason))),
        of(record).length && manages() ? el('p', { class: 'notice' }, link('#/review', words.approval.review)) : null,
        list.length ? el('ul', { class: 'rows' }, list.map((one) => versionRow(record, one))) : el('p', { class: 'aside' }, words.approval.first)]);
    },
  };
}
