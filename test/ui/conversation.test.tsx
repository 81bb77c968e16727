// @vitest-environment happy-dom
import '../../src/conversation/reading.ts'; // there at once, as in a page that has loaded it
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../src/app/state.ts';
import type { SearchReply, SearchRequest } from '../../src/engine/protocol.ts';
import { AppProvider } from '../../src/ui/context.ts';
import { Conversation } from '../../src/ui/conversation/Conversation.tsx';
import type { TestAppOptions } from '../support/app/create-test-app.ts';
import { loadParts, renderPart, renderView } from '../support/app/render-view.tsx';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { createScriptedTransport, UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

const FIELD = 'textarea';
const unknownStuff = 'zzzz qqqq xxxx';

async function renderConversation(options: TestAppOptions = {}, ask?: string) {
  const transport = createScriptedTransport(Array.from({ length: 50 }, () => UNAVAILABLE));
  const page = await renderView(<Conversation ask={ask} />, { outbox: { transport }, ...options });
  return {
    ...page,
    field: () => page.find<HTMLTextAreaElement>(FIELD),
    /** Types and sends with Enter. */
    async say(text: string) {
      await page.type(FIELD, text);
      return page.press('Enter', page.find(FIELD));
    },
    messages: () => page.findAll('[role="log"] li').map((item) => item.textContent),
    button: (name: string) => page.findAll('button').find((one) => one.textContent === name),
  };
}

describe('the log', () => {
  it('is one with a name, and says what to do while it is empty', async () => {
    const { find, text } = await renderConversation();
    expect(find('[role="log"]').getAttribute('aria-label')).toBe('Conversation');
    expect(text()).toContain('Ask in your own words.');
  });

  it('holds question and answer in order, each with its author for a screen reader', async () => {
    const { say, messages, findAll } = await renderConversation();
    await say('how do refunds work?');
    const [time, question, , answer] = messages();
    expect(time).toMatch(/2023/);
    expect(question).toBe('You: how do refunds work?');
    expect(answer).toMatch(/^Automatic answer: .*14 days/);
    const names = findAll('[role="log"] .visually-hidden').map((one) => one.textContent);
    expect(names).toEqual(['You: ', 'Automatic answer: ']);
  });

  it('shows the time again only after a silence', async () => {
    const { say, findAll, time } = await renderConversation();
    const times = () => findAll('ol > .hint').length;
    await say('how do refunds work?');
    await time.advance(60_000);
    await say('reset my password');
    expect(times()).toBe(1);
    await time.advance(16 * 60_000);
    await say('shipping times');
    expect(times()).toBe(2);
  });

  it('shows what is private only hidden', async () => {
    const { say, text } = await renderConversation();
    await say('mail ada@example.org about refunds');
    expect(text()).toContain('mail [email] about refunds');
    expect(text()).not.toContain('ada@example.org');
  });
});

describe('an answer', () => {
  it('quotes the passage with the words that matched, in its own language', async () => {
    const { say, find } = await renderConversation();
    await say('how do refunds work?');
    expect(find('blockquote').getAttribute('lang')).toBe('en');
    expect(find('blockquote mark').textContent).toMatch(/refund/i);
  });

  it('names its article, which opens in place', async () => {
    const { say, click, state } = await renderConversation();
    await say('how do refunds work?');
    await click('How do refunds work?');
    expect(state.route.value).toEqual({ kind: 'article', id: 'refund', lang: 'en' });
  });

  it('says on request how sure it is, by which words, and that nothing was sent for it', async () => {
    const { say, find } = await renderConversation();
    await say('how do refunds work?');
    expect(find('summary').textContent).toBe('Why this answer?');
    expect(find('details').hasAttribute('open')).toBe(false);
    expect(find('details').textContent).toMatch(/\(\d+%\)\..*Words that matched: .*refund.*nothing you wrote was sent/);
  });

  it('that is an article without a body is its title', async () => {
    const { say, findAll, text } = await renderConversation({
      articles: [...sampleArticles, { id: 'map', title: 'Warehouse map location', body: '' }],
    });
    await say('warehouse map location');
    expect(findAll('blockquote')).toEqual([]);
    expect(text()).toContain('Warehouse map location');
  });
});

describe('the rating', () => {
  it('is a quiet thanks after a yes, and takes the focus of the button that went', async () => {
    const { say, click, saved, text } = await renderConversation();
    await say('how do refunds work?');
    await click('Yes');
    expect(text()).toContain('Thanks for telling us.');
    expect(text()).not.toContain('Did this help?');
    expect(document.activeElement?.textContent).toBe('Thanks for telling us.');
    expect(await saved('answer.rated')).toMatchObject([{ article: 'refund', helpful: true }]);
  });

  it('asks why after a no, and leads to a person', async () => {
    const { say, click, saved, button, state } = await renderConversation();
    await say('how do refunds work?');
    await click('No');
    expect(document.activeElement?.textContent).toBe('What was wrong with it?');
    await click("It's unclear");
    expect(await saved('answer.rated')).toMatchObject([{ helpful: false, reason: 'unclear' }]);
    expect(button('Yes')).toBeUndefined();
    await click('Write to our team');
    expect(state.route.value).toEqual({ kind: 'ticket' });
    expect(state.draft.value.body).toBe('how do refunds work?');
  });

  it('counts a no without a reason when the visitor leaves', async () => {
    const { say, click, leave, saved } = await renderConversation();
    await say('how do refunds work?');
    await click('No');
    expect(await saved('answer.rated')).toEqual([]);
    await leave();
    expect(await saved('answer.rated')).toMatchObject([{ helpful: false }]);
  });

  it('that cannot be saved is not thanked for', async () => {
    const { say, click, text } = await renderConversation({ outbox: { limits: { maxRows: 0 } } });
    await say('how do refunds work?');
    await click('Yes');
    expect(text()).toContain("couldn't be saved");
    expect(text()).not.toContain('Thanks');
  });

  it('is not asked for where it could not be sent', async () => {
    const { say, text } = await renderConversation({ outbox: null });
    await say('how do refunds work?');
    expect(text()).toContain('14 days');
    expect(text()).not.toContain('Did this help?');
  });
});

describe('choices', () => {
  const pots = ['red', 'blue'].map((colour) => ({
    id: colour,
    title: `Caring for a ${colour} teapot`,
    body: `Wash the ${colour} teapot by hand and let it dry.`,
  }));
  const articles = [...pots, ...sampleArticles];

  it('are buttons; the one chosen is answered, and the others stay', async () => {
    const { say, click, text, find, button } = await renderConversation({ articles });
    await say('teapot care');
    expect(text()).toContain('Which of these do you mean?');
    await click('Caring for a blue teapot');
    expect(find('blockquote').textContent).toContain('blue');
    expect(button('Caring for a red teapot')).toBeDefined();
  });

  it('that do not fit are answered honestly', async () => {
    const { say, click, messages } = await renderConversation({ articles });
    await say('teapot care');
    await click('None of these');
    expect(messages().at(-1)).toContain("I'm not sure about this one.");
  });
});

describe('the way to a person', () => {
  it('is always there, and takes question and conversation along', async () => {
    const { say, click, state, told } = await renderConversation();
    await say(unknownStuff);
    await click('Write to a person');
    expect(state.route.value).toEqual({ kind: 'ticket' });
    expect(state.draft.value).toMatchObject({
      body: unknownStuff,
      transcript: [{ author: 'visitor', text: unknownStuff }, { author: 'bot' }],
    });
    expect(told('handoff')).toEqual([{ reason: 'low-confidence' }]);
  });

  it('is there before the first question, and leaves what is in the form alone', async () => {
    const { click, state, app } = await renderConversation();
    app.changeDraft({ body: 'already written' });
    await click('Write to a person');
    expect(state.draft.value.body).toBe('already written');
    expect(state.draft.value.transcript).toEqual([]);
  });

  it('stands beside "I’m not sure", with what goes along', async () => {
    const { say, button, text } = await renderConversation();
    await say(unknownStuff);
    expect(text()).toContain("I'm not sure about this one. Would you like to ask our team?");
    expect(button('Write to our team')).toBeDefined();
    expect(text()).toContain('This conversation goes along with it.');
  });

  it('is the site’s address where there is no endpoint, and then no conversation goes along', async () => {
    const { say, button, text } = await renderConversation({ outbox: null, config: { email: 'help@example.org' } });
    await say('talk to a human');
    expect(button('Write to our team')).toBeDefined();
    expect(text()).not.toContain('goes along');
  });

  it('is not promised where there is none', async () => {
    const { say, button, text } = await renderConversation({ outbox: null });
    await say('talk to a human');
    await say(unknownStuff);
    expect(text()).toContain('look for a contact address on this site');
    expect(text()).not.toContain('our team');
    expect(button('Write to a person')).toBeUndefined();
  });

  it('comes first where somebody may be in danger', async () => {
    const { say, messages, button } = await renderConversation();
    await say('I want to kill myself');
    expect(messages().at(-1)).toContain('emergency number');
    expect(button('Write to our team')).toBeDefined();
  });
});

describe('the composer', () => {
  it('sends with Enter and is empty again', async () => {
    const { say, field, messages } = await renderConversation();
    expect((await say('how do refunds work?')).defaultPrevented).toBe(true);
    expect(field().value).toBe('');
    expect(messages()[1]).toContain('how do refunds work?');
    expect(document.activeElement).toBe(field());
  });

  it('begins a new line with Shift+Enter, and leaves an input method its keys', async () => {
    const { type, press, field, messages } = await renderConversation();
    await type(FIELD, '退款');
    expect((await press('Enter', field(), { shiftKey: true })).defaultPrevented).toBe(false);
    expect((await press('Enter', field(), { isComposing: true })).defaultPrevented).toBe(false);
    expect((await press('Enter', field(), { keyCode: 229 })).defaultPrevented).toBe(false);
    expect(messages()).toEqual([]);
    expect(field().value).toBe('退款');
  });

  it('sends with its button, which has a name', async () => {
    const { type, click, messages } = await renderConversation();
    await type(FIELD, 'reset my password');
    await click('Send');
    expect(messages()[1]).toContain('reset my password');
  });

  it('sends nothing where nothing is written', async () => {
    const { say, messages } = await renderConversation();
    await say('   ');
    expect(messages()).toEqual([]);
  });

  it('has a name, a limit, and tells how much room is left near its end', async () => {
    const { type, field, text } = await renderConversation();
    expect(field().getAttribute('aria-label')).toBe('Ask or search');
    expect(field().maxLength).toBe(2_000);
    await type(FIELD, 'a'.repeat(1_799));
    expect(text()).not.toContain('left');
    await type(FIELD, 'a'.repeat(1_999));
    expect(text()).toContain('1 character left');
  });

  it('keeps what was typed for the next page', async () => {
    const { type, app } = await renderConversation();
    await type(FIELD, 'half a quest');
    window.dispatchEvent(new Event('pagehide'));
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
    const stored = await app.storage.keyValue('drafts').get('conversation');
    expect(stored).toMatchObject({ ok: true, value: { text: 'half a quest' } });
  });
});

describe('taking back', () => {
  it('puts the question back into the composer, with the focus', async () => {
    const { say, click, field, messages } = await renderConversation();
    await say('how do refunds work?');
    await click('Take back');
    expect(messages()).toEqual([]);
    expect(field().value).toBe('how do refunds work?');
  });

  it('is offered for five seconds; the focus is not lost when the offer goes', async () => {
    const { say, button, field, time, settle } = await renderConversation();
    await say('how do refunds work?');
    button('Take back')?.focus();
    expect(document.activeElement).toBe(button('Take back'));
    await act(() => time.advance(5_000));
    await settle();
    expect(button('Take back')).toBeUndefined();
    expect(document.activeElement).toBe(field());
  });

  it('does not pull the focus from elsewhere when the offer goes', async () => {
    const { say, button, find, time, settle } = await renderConversation();
    await say('how do refunds work?');
    find('summary').focus();
    await act(() => time.advance(5_000));
    await settle();
    expect(button('Take back')).toBeUndefined();
    expect(document.activeElement).toBe(find('summary'));
  });
});

describe('starting over', () => {
  it('asks once more before it deletes', async () => {
    const { say, click, messages, text, field } = await renderConversation();
    expect(text()).not.toContain('Start over');
    await say('how do refunds work?');
    await click('Start over');
    expect(messages()).not.toEqual([]);
    await click('Delete this conversation?');
    expect(messages()).toEqual([]);
    expect(text()).toContain('Ask in your own words.');
    expect(document.activeElement).toBe(field());
  });

  it('is forgotten when the focus goes elsewhere', async () => {
    const { say, click, button, field, settle } = await renderConversation();
    await say('how do refunds work?');
    await click('Start over');
    button('Delete this conversation?')?.focus();
    field().focus();
    await settle();
    expect(button('Start over')).toBeDefined();
  });
});

describe('a question the view came with', () => {
  it('is asked once, and not again when the visitor comes back', async () => {
    const page = await renderConversation({}, 'how do refunds work?');
    expect(page.messages()[1]).toBe('You: how do refunds work?');
    const route: Route = page.state.route.value;
    page.app.go({ kind: 'article', id: 'refund' });
    page.app.back();
    expect(page.state.route.value).toBe(route);
    await page.leave();
    const again = await renderPart(
      <AppProvider value={{ app: page.app, parts: await loadParts(page.app) }}>
        <Conversation ask="how do refunds work?" />
      </AppProvider>,
    );
    expect(again.findAll('.conversation-own')).toHaveLength(1);
  });
});

describe('while an answer is looked for', () => {
  it('dots say so, and the style sheet shows them only after 300 ms', async () => {
    let answer: () => void = () => undefined;
    const { say, findAll, settle } = await renderConversation({
      changeEngine: (client) => ({
        search: (request: SearchRequest) =>
          new Promise<SearchReply>((resolve) => {
            answer = () => resolve(client.search(request));
          }),
      }),
    });
    expect(findAll('.skeleton')).toEqual([]);
    await say('how do refunds work?');
    const [dots] = findAll('.skeleton');
    expect(dots?.getAttribute('role')).toBe('status');
    expect(dots?.textContent).toContain('Looking it up');
    const css = readFileSync(join(import.meta.dirname, '../../src/ui/conversation/Conversation.css'), 'utf8');
    expect(css).toMatch(/\.skeleton\s*\{[^}]*animation-delay:\s*300ms/);
    answer();
    await settle();
    expect(findAll('.skeleton')).toEqual([]);
  });
});

describe('without a connection', () => {
  it('answers as ever from the articles on the device', async () => {
    const { page, say, find } = await renderConversation();
    page.isOnline = false;
    await act(() => page.tell('offline'));
    await say('how do refunds work?');
    expect(find('blockquote').textContent).toContain('14 days');
  });

  it('says so where the articles are not there, and can try again', async () => {
    let isThere = false;
    const { page, text, say, click, settle, find } = await renderConversation({
      articles: () => {
        if (!isThere) throw new Error('offline');
        return sampleArticles;
      },
    });
    page.isOnline = false;
    await act(() => page.tell('offline'));
    await say('how do refunds work?');
    expect(text()).toContain("the help articles aren't on this device yet");
    isThere = true;
    await click('Try again');
    await settle();
    expect(find('blockquote').textContent).toContain('14 days');
  });
});

describe('scrolling', () => {
  async function renderScrolled() {
    const gates: (() => void)[] = [];
    const page = await renderView(
      <div class="body">
        <Conversation />
      </div>,
      {
        changeEngine: (client) => ({
          search: (request: SearchRequest) =>
            new Promise<SearchReply>((resolve) => gates.push(() => resolve(client.search(request)))),
        }),
      },
    );
    const body = page.find('.body');
    const tops: number[] = [];
    Object.defineProperties(body, {
      scrollHeight: { value: 1_000, configurable: true },
      clientHeight: { value: 400, configurable: true },
      scrollTo: { value: (_x: number, y: number) => tops.push(y) },
    });
    const scrollUp = (top: number) =>
      act(() => {
        body.scrollTop = top;
        body.dispatchEvent(new Event('scroll'));
      });
    const say = async (text: string) => {
      await page.type(FIELD, text);
      await page.press('Enter', page.find(FIELD));
    };
    const answer = async () => {
      gates.shift()?.();
      await page.settle();
    };
    return { ...page, say, answer, scrollUp, tops };
  }

  it('follows what is new while the visitor is at the end', async () => {
    const { say, answer, tops, text } = await renderScrolled();
    await say('how do refunds work?');
    expect(tops).toHaveLength(1);
    await answer();
    expect(tops).toHaveLength(2);
    expect(text()).not.toContain('New message');
  });

  it('leaves who has scrolled up where he is, and offers the way down', async () => {
    const { say, answer, scrollUp, tops, text, click } = await renderScrolled();
    await say('how do refunds work?');
    await scrollUp(100);
    await answer();
    expect(tops).toHaveLength(1);
    expect(text()).toContain('New message');
    await click('New message');
    expect(tops).toHaveLength(2);
    expect(text()).not.toContain('New message');
    expect(document.activeElement?.textContent).toContain('14 days');
  });

  it('takes the offer back when he gets there himself', async () => {
    const { say, answer, scrollUp, text } = await renderScrolled();
    await say('how do refunds work?');
    await scrollUp(100);
    await answer();
    await scrollUp(600);
    expect(text()).not.toContain('New message');
  });

  it('stays where it was left when the visitor comes back and nothing is new', async () => {
    const { app, say, answer, scrollUp, leave } = await renderScrolled();
    await say('how do refunds work?');
    await answer();
    await scrollUp(100);
    await leave();
    const tops: number[] = [];
    const scrolled = HTMLElement.prototype.scrollTo;
    HTMLElement.prototype.scrollTo = (_x?: unknown, y?: number) => void tops.push(y ?? 0);
    try {
      const back = await renderPart(
        <AppProvider value={{ app, parts: await loadParts(app) }}>
          <div class="body">
            <Conversation />
          </div>
        </AppProvider>,
      );
      expect(tops).toEqual([]);
      await back.type(FIELD, 'reset my password');
      await back.press('Enter', back.find(FIELD));
      expect(tops).toHaveLength(1);
    } finally {
      HTMLElement.prototype.scrollTo = scrolled;
    }
  });

  it('shows the visitor’s own message wherever he was', async () => {
    const { say, answer, scrollUp, tops } = await renderScrolled();
    await say('how do refunds work?');
    await answer();
    await scrollUp(0);
    await say('reset my password');
    expect(tops).toHaveLength(3);
  });
});

describe('in Chinese', () => {
  it('everything is said in Chinese', async () => {
    const { say, text, app, settle } = await renderConversation();
    await act(() => app.setLocale('zh'));
    await settle();
    await say('你好');
    await say('如何申请退款');
    await say('转人工');
    expect(text()).toContain('您好，请问想了解什么？');
    expect(text()).toContain('我们在十四天内退款');
    expect(text()).toContain('给人工留言');
    expect(text()).not.toMatch(/conversation\.|Write|You:/);
  });
});
