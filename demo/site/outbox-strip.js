import './helplet-queue.js';
import { element } from './js/element.js';

const MAX_EVENTS = 6;
const STATES = ['saved', 'sending', 'waiting', 'paused', 'sent', 'failed', 'held'];

const words = {
  en: {
    label: "The widget's outbox",
    title: "What the widget's outbox is doing",
    none: 'No widget activity yet',
    online: 'Browser is online',
    offline: 'Browser is offline',
    saved: 'Saved',
    sending: 'Sending',
    waiting: 'Waiting',
    paused: 'Paused',
    sent: 'Sent',
    failed: 'Failed',
    held: 'Held back',
    'ticket:queued': 'Request saved on this device',
    'ticket:sent': 'Request sent',
    'ticket:failed': 'Request could not be sent',
    console: "Open the team's console",
    about: 'Counts are messages and events on this device, as the widget reports them.',
  },
  zh: {
    label: '客服小窗的发件箱',
    title: '客服小窗的发件箱',
    none: '暂无动态',
    online: '浏览器在线',
    offline: '浏览器离线',
    saved: '已保存',
    sending: '发送中',
    waiting: '等待中',
    paused: '已暂停',
    sent: '已发送',
    failed: '失败',
    held: '暂缓',
    'ticket:queued': '请求已保存在本机',
    'ticket:sent': '请求已发送',
    'ticket:failed': '请求未能发送',
    console: '打开团队后台',
    about: '以上是本机的消息和事件数，由小窗报告。',
  },
};

function timeOf(date, lang) {
  return date.toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}

// The strip remembers within a tab whether it is open, so that full page loads do not close it.
function wasOpen() {
  try {
    return sessionStorage.getItem('outbox-strip') === 'open';
  } catch {
    return false;
  }
}

function keepOpenState(details, strip) {
  details.open = wasOpen();
  strip.classList.toggle('is-open', details.open);
  details.addEventListener('toggle', () => {
    strip.classList.toggle('is-open', details.open);
    try {
      sessionStorage.setItem('outbox-strip', details.open ? 'open' : 'closed');
    } catch {
      // Storage is blocked: the strip starts closed on the next page.
    }
  });
}

/**
 * Puts the strip at the end of the page and listens to the widget's public events. It has no live region: the widget
 * itself announces what happens to a visitor's message, and twice would be noise.
 */
function startStrip() {
  const lang = document.documentElement.lang;
  const text = lang.toLowerCase().startsWith('zh') ? words.zh : words.en;

  const now = element('span', { class: 'now' }, text.none);
  const network = element('span', { class: 'now' });
  const summary = element('summary', {}, element('span', { class: 'title' }, text.title), now, network);
  const counts = element('dl');
  const events = element('ol');
  const none = element('p', { class: 'quiet' }, text.none);
  const body = element(
    'div',
    { class: 'body' },
    none,
    counts,
    events,
    element('p', { class: 'quiet' }, text.about, ' ', element('a', { href: '/console/' }, text.console)),
  );
  const details = element('details', {}, summary, body);
  counts.hidden = true;
  events.hidden = true;
  const strip = element('aside', { class: 'outbox-strip', 'aria-label': text.label }, details);
  keepOpenState(details, strip);
  document.body.append(strip);

  function showNetwork() {
    network.textContent = navigator.onLine ? text.online : text.offline;
    network.classList.toggle('alarm', !navigator.onLine);
  }

  function showCounts(sync) {
    const known = STATES.map((state) => [state, Number(sync?.[state]) || 0]);
    counts.replaceChildren(
      ...known.map(([state, count]) => {
        const alarming = state === 'failed' && count > 0;
        const number = element('dd', alarming ? { class: 'alarm' } : {}, String(count));
        return element('div', {}, element('dt', {}, text[state]), number);
      }),
    );
    const busy = known.filter(([, count]) => count > 0).map(([state, count]) => `${text[state]} ${count}`);
    if (busy.length === 0 && counts.hidden) return;
    now.textContent = busy.length === 0 ? `${text.waiting} 0` : busy.join(' · ');
    counts.hidden = false;
    none.hidden = true;
  }

  function addEvent(name, ticket) {
    const moment = new Date();
    const time = element('time', { datetime: moment.toISOString() }, timeOf(moment, lang));
    const about = ticket?.reference ?? ticket?.id;
    const row = element('li', {}, time, element('span', {}, text[name]));
    if (typeof about === 'string') row.append(element('code', {}, about));
    events.prepend(row);
    while (events.children.length > MAX_EVENTS) events.lastElementChild?.remove();
    events.hidden = false;
    none.hidden = true;
    if (counts.hidden) now.textContent = text[name];
  }

  showNetwork();
  addEventListener('online', showNetwork);
  addEventListener('offline', showNetwork);
  window.helplet('on', 'sync', showCounts);
  for (const name of ['ticket:queued', 'ticket:sent', 'ticket:failed']) {
    window.helplet('on', name, (ticket) => addEvent(name, ticket));
  }
}

startStrip();
