// Every sentence that the application says.

export const words = {
  nav: {
    home: '{{home_label}}', dashboard: 'Figures', search: 'Search', settings: 'Settings', theme: 'Switch light and dark', where: 'Where you are',
  },
  home: {{home_words}},
  action: {
    save: 'Save', cancel: 'Cancel', close: 'Close', dismiss: 'Dismiss', undo: 'Undo', edit: 'Edit', remove: 'Delete', print: 'Print',
    share: 'Copy link', csv: 'Download as CSV', open: 'Open', go: 'Go on', home: 'Back to the start',
  },
  field: {
    optional: '(optional)', choose: 'Choose…', yes: 'Yes', no: 'No', preview: 'Preview', gone: 'no longer there',
    markdown: '## Heading, **strong**, *emphasis*, - list, [link](https://…)',
    tagsHint: 'separated by commas', linesHint: 'one a line', noStars: 'none', removeImage: 'Remove the picture',
    imageReady: 'The picture is ready to be saved.', noImage: 'That file could not be read as a picture. Try a JPEG or PNG.',
    stars: (value, of) => `${value} of ${of} stars`,
    nothingToChoose: (plural) => `There are no ${plural.toLowerCase()} to choose from yet.`,
    item: { description: 'Description', quantity: 'Quantity', price: 'Unit price', sum: 'Amount', add: 'Add a row', remove: 'Remove this row', total: 'Total' },
  },
  wrong: {
    required: (label) => `${label}: this is needed.`,
    number: (label) => `${label} must be a number.`,
    min: (label, min) => `${label} cannot be less than ${min}.`,
    max: (label, max) => `${label} cannot be more than ${max}.`,
    money: (label) => `${label} must be an amount, such as 12.50.`,
    email: 'That does not look like an email address. It needs an @ and a domain.',
    phone: 'That does not look like a phone number.',
    url: 'That does not look like a web address. It starts with https://.',
    date: (label) => `${label} must be a date.`,
    choice: (label) => `${label} must be one of the given values.`,
    items: 'Each row needs a description, a quantity above 0 and a price.',
  },
  said: {
    undone: 'Undone.', theme: { light: 'Light.', dark: 'Dark.' }, draft: 'What you typed last time is still here.', copied: 'The link is copied.',
    address: (href) => `The link: ${href}`,
    saved: (name) => `Saved ${name}.`, added: (name) => `Added ${name}.`,
    deleted: (name, more) => (more ? `Deleted ${name} and ${more} more that belonged to it.` : `Deleted ${name}.`),
    moved: (name, to) => `Moved ${name} to ${to}.`,
    wrong: (many) => (many === 1 ? 'One field needs another look.' : `${many} fields need another look.`),
    stamp: (made, changed, by) => `Added ${made}${by ? ` by ${by}` : ''}${changed === made ? '' : `, changed ${changed}`}`,
    changed: (when) => `changed ${when}`,
    history: (many) => `History (${many})`,
    change: (action, by, fields) => `${by ? `${by} ` : ''}${action}${fields.length ? ` ${fields.join(', ')}` : ''}`,
  },
  list: {
    any: (label) => `${label}: any`, sort: 'Sort', newest: 'Newest first', up: (label) => `${label} ↑`, down: (label) => `${label} ↓`,
    view: 'How the list is shown', views: { table: 'Table', cards: 'Cards', board: 'Board', calendar: 'Calendar', pages: 'Pages', feed: 'Feed' },
    actions: 'Actions', clear: 'Clear search and filters', nothing: 'Nothing found',
    nothingFor: (query) => `Nothing matches “${query}”. Try fewer or other words.`,
    nothingHere: (plural) => `No ${plural} match these filters.`,
    pages: 'Pages of the list', before: 'Before', after: 'Next', page: (page, pages) => `Page ${page} of ${pages}`,
    moveTo: (name, to) => `Move ${name} to ${to}`,
    monthBefore: 'Month before', monthAfter: 'Month after', today: 'Today', emptyMonth: 'Nothing in this month.',
  },
  search: { label: 'Search through everything', hint: '{{search_hint}}', start: 'Type a word or two; everything is searched.', one: 'result', many: 'results' },
{{server:
  line: {
    waiting: (many) => (many === 1 ? 'Not saved yet: 1 change' : `Not saved yet: ${many} changes`), why: 'It is sent as soon as the server answers.', sent: 'Everything is saved.',
    refused: (why) => `Not saved: ${why}`, failed: (status) => `the server answers ${status ?? 'nothing'}.`, form: 'Back to the form',
    down: 'The server does not answer', downText: 'It is tried again every few seconds. Nothing that you saved is lost.', again: 'Try again',
    kept: '{{app_name}} keeps what you enter on its server.',
  },
:}}
{{notify:
  notices: {
    title: 'Notices', about: 'What is worth a look now.', none: 'Nothing needs you now', noneText: 'What is due, runs low or waits for an answer shows up here.',
    count: (many) => (many === 1 ? '1 notice' : `${many} notices`), bell: (many) => (many ? `Notices: ${many} new` : 'Notices'), seen: 'Mark all as seen', wasSeen: 'All marked as seen.', fresh: 'New',
    overdue: (name) => `${name} is overdue`, due: (name, when) => `${name} is due ${when}`, low: (name) => `${name} runs low`, out: (name) => `${name} has run out`,
    proposals: (many) => (many === 1 ? 'A proposal waits for an answer' : `${many} proposals wait for an answer`), booked: (name, when) => `${name}: ${when}`,
  },
:}}
  error: {
    gone: { title: 'Not here any more', text: 'It was deleted, or the link is from somewhere else. Nothing else is affected.' },
    notAllowed: { title: 'Not for this account', text: 'The account that is signed in may not do this. Someone who manages {{app_name}} can.' },
    address: { title: 'There is nothing at this address', text: 'The link may be old or have a typing mistake in it.' },
  },
  access: {{access_words}},
  settings: {
    look: 'Look', theme: 'Colours', themes: { auto: 'As the system', light: 'Light', dark: 'Dark' }, data: 'Data',
    kept: 'What you enter is kept in this browser, on this device, and nowhere else.',{{server:
    served: 'What you enter is kept on the server of this application; every window shows the same.',:}}
    notKept: 'This browser does not let the page keep anything: what you enter lasts until the page is closed. Export it to keep it.',
    export: 'Export everything', reset: 'Back to the examples', wasReset: 'The examples are back.', import: 'Import an export',
    importHelp: 'A .json file made with “Export everything”. It replaces what is here; you can undo it.',
    imported: 'Imported.', notImported: 'That file is not an export of this application. Nothing was changed.',
  },
  keys: {
    title: 'Keys', open: 'Keyboard shortcuts',
    list: [[['/'], 'Search'], [['n'], 'Something new'], [['g', 'h'], 'To the start'], [['?'], 'This list'], [['Esc'], 'Close, or leave a field']],
  },
{{rule_words}}
  // What is said about each kind of thing.
  things: {{things}},
};
