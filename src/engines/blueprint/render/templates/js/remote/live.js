// Hears at once what others change. Where the line breaks it comes back by itself; until then the regular look goes on.
import { addressOf, catchUp, isConnected } from './server.js';
import { subscribe } from './store.js';

const pause = 15000;
let source = null;

function open() {
  if (source || !isConnected() || !globalThis.EventSource) return;
  source = new EventSource(addressOf('live'));
  source.addEventListener('message', catchUp);
  // What happened while the line was broken is asked for as soon as it is back.
  source.addEventListener('open', catchUp);
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => { source = null; open(); }, pause);
  });
}

/** Listens for as long as the page is open, from when there is something to hear for this person. */
export function listen() {
  open();
  subscribe(open);
}
