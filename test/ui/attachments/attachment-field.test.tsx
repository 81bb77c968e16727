// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act } from 'preact/test-utils';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AttachmentDraft } from '../../../src/attachments/draft.ts';
import { AttachmentField } from '../../../src/ui/attachments/AttachmentField.tsx';
import { renderView } from '../../support/app/render-view.tsx';
import { type FakeImagesOptions, readDrawn, stubImages } from '../../support/attachments/fake-images.ts';
import { sampleFiles } from '../../support/attachments/sample-files.ts';

const { png, gif, jpeg, txt, pdf } = sampleFiles;

function file(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): File {
  return new File([bytes], name, { type });
}

const photo = (name = 'photo.png') => file(name, png, 'image/png');
const log = (name = 'log.txt') => file(name, txt, 'text/plain');

function long(name: string, bytes: number): File {
  return file(name, new TextEncoder().encode('x'.repeat(bytes)), 'text/plain');
}

async function renderField(images: FakeImagesOptions = {}) {
  stubImages(images);
  const files = signal<readonly AttachmentDraft[]>([]);
  const busy: boolean[] = [];
  const Form = () => (
    <form>
      <textarea />
      <AttachmentField
        files={files.value}
        onChange={(next) => {
          files.value = next;
        }}
        onBusy={(isBusy) => busy.push(isBusy)}
      />
    </form>
  );
  const page = await renderView(<Form />);
  const act1 = async (work: () => void) => {
    await act(work);
    for (let turn = 0; turn < 3; turn++) await page.settle();
  };
  const send = (type: string, target: string, fields: object) => {
    const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), fields);
    return act1(() => page.find(target).dispatchEvent(event)).then(() => event);
  };
  return {
    ...page,
    files,
    busy,
    send,
    pick: (...chosen: readonly File[]) =>
      act1(() => {
        const input = page.find<HTMLInputElement>('input[type="file"]');
        Object.defineProperty(input, 'files', { value: chosen, configurable: true });
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }),
    paste: (pasted: readonly File[], types: readonly string[]) =>
      send('paste', 'textarea', { clipboardData: { files: pasted, types } }),
    names: () => page.findAll('li bdi').map((name) => name.textContent),
    problems: () => page.findAll('[role="alert"] p').map((problem) => problem.textContent),
    status: () => page.find('[role="status"]').textContent,
  };
}

describe('choosing files', () => {
  it('adds them, with name and size, and says how many there are', async () => {
    const { pick, names, status, files, text } = await renderField();
    await pick(photo(), file('plan.pdf', pdf, 'application/pdf'));
    expect(names()).toEqual(['photo.png', 'plan.pdf']);
    expect(status()).toBe('2 files added.');
    expect(text()).toContain('1 kB');
    expect(files.value.map(({ type }) => type)).toEqual(['image/png', 'application/pdf']);
    const [first, second] = files.value;
    expect(first?.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
    expect(second?.id).not.toBe(first?.id);
    expect(new Uint8Array((await second?.blob.arrayBuffer()) ?? [])).toEqual(pdf);
    expect(second?.bytes).toBe(pdf.length);
  });

  it('is offered by a button with a name, and by the kinds that are taken', async () => {
    const { find, click } = await renderField();
    const input = find<HTMLInputElement>('input[type="file"]');
    expect(input.hidden).toBe(true);
    expect(input.accept).toContain('image/png,image/jpeg');
    expect(input.accept).not.toMatch(/svg|html|\*/);
    const opened = vi.spyOn(input, 'click');
    await click('Add files');
    expect(opened).toHaveBeenCalledOnce();
  });

  it('keeps what a form is sent with back while it is at work', async () => {
    const { pick, busy, send, find } = await renderField();
    const atOnce = send('change', 'input[type="file"]', {});
    await atOnce;
    expect(busy).toEqual([false]); // nothing was chosen
    await pick(photo());
    expect(busy).toEqual([false, true, false]);
    expect(find('ul').getAttribute('aria-busy')).toBe('false');
  });

  it('draws images anew, no larger than 2,000 pixels', async () => {
    const { pick, files } = await renderField({ width: 4_000, height: 3_000 });
    await pick(photo());
    expect(await readDrawn(files.value[0]?.blob)).toMatchObject({ width: 2_000, height: 1_500 });
  });

  it('makes a still PNG of a GIF, and a PNG of what the browser cannot write', async () => {
    const { pick, files, names } = await renderField({ unwritable: ['image/webp'] });
    await pick(file('moving.gif', gif, 'image/gif'), file('shot.webp', sampleFiles.webp, 'image/webp'));
    expect(names()).toEqual(['moving.png', 'shot.png']);
    expect(files.value.map(({ type }) => type)).toEqual(['image/png', 'image/png']);
  });

  it('makes a JPEG of an image that would be too large, on white', async () => {
    const { pick, files, names } = await renderField({ fileBytes: { 'image/png': 5_000_001 } });
    await pick(photo());
    expect(names()).toEqual(['photo.jpg']);
    expect((await readDrawn(files.value[0]?.blob)).filled).toEqual([['#fff', 0, 0, 400, 300]]);
  });

  it('says of each file that is not added why', async () => {
    const { pick, problems, names, find } = await renderField();
    await pick(
      file('a.svg', new TextEncoder().encode('<svg/>'), 'image/svg+xml'),
      file('b.exe', new TextEncoder().encode('MZ'), ''),
      file('c.jpg', png, 'image/jpeg'),
      file('d.txt', Uint8Array.of(0xc4, 0xe3), 'text/plain'),
      file('e.png', new Uint8Array(), 'image/png'),
      file('f.pdf', pdf.slice(0, 20), 'application/pdf'),
      file('g.png', Uint8Array.from([...png, ...new TextEncoder().encode('broken')]), 'image/png'),
      long('h.txt', 5_000_001),
      log(),
    );
    expect(names()).toEqual(['log.txt']);
    expect(problems()).toEqual([
      "“a.svg” can't be added: web pages, SVG and XML can hold programs. A screenshot works.",
      "“b.exe” can't be added. PNG, JPEG, WebP, GIF, PDF and plain text can.",
      "“c.jpg” can't be added: its content isn't what its name says.",
      "“d.txt” isn't text in UTF-8. Save it as UTF-8, or paste its text into the message.",
      '“e.png” is empty.',
      "“f.pdf” couldn't be opened. It may be damaged.",
      "“g.png” couldn't be opened. It may be damaged.",
      '“h.txt” is larger than 5 MB.',
    ]);
    expect(find('[role="alert"]')).not.toBeNull();
    await pick(photo());
    expect(problems()).toEqual([]);
  });

  it('takes five files and 10 MB together', async () => {
    const { pick, names, problems } = await renderField();
    await pick(...[1, 2, 3, 4, 5, 6].map((number) => log(`${number}.txt`)));
    expect(names()).toEqual(['1.txt', '2.txt', '3.txt', '4.txt', '5.txt']);
    expect(problems()).toEqual(["“6.txt” can't be added: 5 files are the most."]);
  });

  it('takes no more than 10 MB together', async () => {
    const { pick, names, problems } = await renderField();
    await pick(long('1.txt', 5_000_000), long('2.txt', 5_000_000), log('3.txt'));
    expect(names()).toEqual(['1.txt', '2.txt']);
    expect(problems()).toEqual(["“3.txt” can't be added: the files would be larger than 10 MB together."]);
  });

  it('shows no name that turns the text around it', async () => {
    const { pick, names, problems } = await renderField();
    await pick(photo('in\u202evoice\u2066.png'), file('x\u202egnp.exe', png, 'image/png'));
    expect(names()).toEqual(['invoice.png']);
    expect(problems()[0]).toContain('“xgnp.exe”');
  });

  it('takes no image in a browser that gives none back, and says so', async () => {
    const { pick, files, problems } = await renderField({ isBlocked: true });
    await pick(photo());
    expect(files.value).toEqual([]);
    expect(problems()).toEqual(["“photo.png” can't be added: your browser doesn't let this page work on images."]);
  });
});

describe('removing', () => {
  it('can be undone: the file comes back to its place, and the focus is never lost', async () => {
    const { pick, click, names, status, find, findAll } = await renderField();
    await pick(log('1.txt'), log('2.txt'), log('3.txt'));
    await click('Remove 2.txt');
    expect(names()).toEqual(['1.txt', '3.txt']);
    expect(status()).toBe('2.txt was removed.');
    const undo = findAll('button').find((button) => button.textContent === 'Undo');
    expect(document.activeElement).toBe(undo);
    await click('Undo');
    expect(names()).toEqual(['1.txt', '2.txt', '3.txt']);
    expect(document.activeElement).toBe(find('.choices button'));
    expect(status()).toBe('3 files added.');
  });
});

describe('dropping and pasting', () => {
  it('takes files dropped anywhere on the form, and says so while they are over it', async () => {
    const { send, names, find } = await renderField();
    const dataTransfer = { types: ['Files'], files: [log()] };
    const over = await send('dragover', 'textarea', { dataTransfer });
    expect(over.defaultPrevented).toBe(true);
    expect(find('.notice').textContent).toBe('Drop the files here');
    const dropped = await send('drop', 'textarea', { dataTransfer });
    expect(dropped.defaultPrevented).toBe(true);
    expect(names()).toEqual(['log.txt']);
    expect(find('form').querySelector('.notice')).toBeNull();
  });

  it('says nothing any more when they are carried away again', async () => {
    const { send, find } = await renderField();
    await send('dragover', 'textarea', { dataTransfer: { types: ['Files'], files: [] } });
    await send('dragleave', 'textarea', { relatedTarget: find('button') });
    expect(find('.notice')).not.toBeNull();
    await send('dragleave', 'textarea', { relatedTarget: null });
    expect(find('form').querySelector('.notice')).toBeNull();
  });

  it('leaves dropped text to the fields', async () => {
    const { send } = await renderField();
    const dataTransfer = { types: ['text/plain'], files: [] };
    expect((await send('dragover', 'textarea', { dataTransfer })).defaultPrevented).toBe(false);
    expect((await send('drop', 'textarea', { dataTransfer })).defaultPrevented).toBe(false);
  });

  it('takes pasted images', async () => {
    const { paste, names } = await renderField();
    expect((await paste([photo('image.png')], ['Files'])).defaultPrevented).toBe(true);
    expect(names()).toEqual(['image.png']);
  });

  it('leaves pasted text alone, also with an image of it beside', async () => {
    const { paste, names } = await renderField();
    expect((await paste([], ['text/plain'])).defaultPrevented).toBe(false);
    expect((await paste([photo()], ['text/plain', 'text/html', 'Files'])).defaultPrevented).toBe(false);
    expect(names()).toEqual([]);
  });

  it('ends with the field', async () => {
    const page = await renderField();
    const form = page.find('form');
    await page.leave();
    const clipboardData = { files: [photo()], types: ['Files'] };
    const event = Object.assign(new Event('paste', { cancelable: true }), { clipboardData });
    form.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('hiding parts', () => {
  async function openEditor(images: FakeImagesOptions = {}) {
    const page = await renderField(images);
    await page.pick(photo(), log());
    await page.click('Hide parts of photo.png');
    return page;
  }

  it('is offered for images only', async () => {
    const { findAll, pick } = await renderField();
    await pick(photo(), log());
    expect(findAll('[aria-label^="Hide parts"]')).toHaveLength(1);
  });

  it('is a labelled dialog with the focus on the image, which says how it is used', async () => {
    const { find } = await openEditor();
    const dialog = find<HTMLDialogElement>('dialog');
    expect(dialog.open).toBe(true);
    expect(find(`#${dialog.getAttribute('aria-labelledby')}`).textContent).toBe('Hide parts of photo.png');
    const image = find('dialog canvas');
    expect(document.activeElement).toBe(image);
    expect(find(`#${image.getAttribute('aria-describedby')}`).textContent).toContain('arrow keys');
  });

  it('goes by keyboard: arrows move, with Shift they size, Enter hides, Done paints black for good', async () => {
    const { press, find, click, files, status, findAll } = await openEditor();
    const before = files.value[0];
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp']) await press(key); // the first one brings the box
    await press('ArrowRight', document.activeElement, { shiftKey: true });
    await press('ArrowDown', document.activeElement, { shiftKey: true });
    await press('Enter');
    expect(find('dialog [role="status"]').textContent).toBe('One part is hidden.');
    await click('Done');
    const [image] = files.value;
    expect(image?.id).not.toBe(before?.id);
    expect(image?.name).toBe('photo.png');
    expect(image?.bytes).toBe(image?.blob.size);
    // 400 × 300: the box begins at 160, 120 with 80 × 60; a step is 8.
    expect((await readDrawn(image?.blob)).filled).toEqual([['#000', 152, 112, 88, 68]]);
    expect(findAll('dialog')).toEqual([]);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Hide parts of photo.png');
    expect(files.value).toHaveLength(2);
    expect(status()).toBe('2 files added.');
  });

  it('stays within the image', async () => {
    const { press, click, files } = await openEditor();
    await press('Enter');
    for (let time = 0; time < 60; time++) await press('ArrowLeft');
    for (let time = 0; time < 60; time++) await press('ArrowDown', document.activeElement, { shiftKey: true });
    await press('Enter');
    await click('Done');
    expect((await readDrawn(files.value[0]?.blob)).filled).toEqual([['#000', 0, 120, 80, 180]]);
  }, 20_000);

  it('undoes one part after the other', async () => {
    const { press, click, files } = await openEditor();
    for (const key of ['Enter', 'Enter', 'Enter', 'ArrowRight', 'Enter']) await press(key);
    await click('Undo');
    await click('Done');
    expect((await readDrawn(files.value[0]?.blob)).filled).toEqual([['#000', 160, 120, 80, 60]]);
  });

  it('goes by pointer, in whatever direction, but not by a mere click', async () => {
    const { find, click, files } = await openEditor();
    const image = find('dialog canvas');
    image.getBoundingClientRect = () => ({ left: 10, top: 20, width: 200, height: 150 }) as DOMRect;
    image.setPointerCapture = () => undefined;
    const point = (type: string, clientX: number, clientY: number) =>
      act(
        () => void image.dispatchEvent(Object.assign(new Event(type), { clientX, clientY, buttons: 1, pointerId: 1 })),
      );
    await point('pointerdown', 110, 95);
    await point('pointermove', 90, 80);
    await point('pointerup', 60, 45);
    await point('pointerdown', 30, 30);
    await point('pointerup', 30, 30);
    await click('Done');
    expect((await readDrawn(files.value[0]?.blob)).filled).toEqual([['#000', 100, 50, 100, 100]]);
  });

  it('given up by Escape or Cancel leaves the image as it was, and the panel open', async () => {
    for (const leave of ['Escape', 'Cancel']) {
      const { press, click, files, findAll, root } = await openEditor();
      const keys: string[] = [];
      root.addEventListener('keydown', (event) => keys.push(event.key));
      const before = files.value;
      await press('Enter');
      await press('Enter');
      if (leave === 'Escape') expect((await press('Escape')).defaultPrevented).toBe(true);
      else await click('Cancel');
      expect(findAll('dialog')).toEqual([]);
      expect(files.value).toBe(before);
      expect(keys).toEqual([]);
      expect(document.activeElement?.getAttribute('aria-label')).toBe('Hide parts of photo.png');
    }
  });

  it('done without anything hidden changes nothing', async () => {
    const { click, files } = await openEditor();
    const before = files.value;
    await click('Done');
    expect(files.value).toBe(before);
  });
});

describe('a screenshot', () => {
  function stubScreen(answer: () => Promise<unknown>) {
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: { getDisplayMedia: answer } }));
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    onTestFinished(() => void vi.restoreAllMocks());
  }
  function createStream() {
    const track = { stop: vi.fn() };
    const stream = Object.assign(Object.create(MediaStream.prototype), { getTracks: () => [track] });
    return { track, stream };
  }

  it('is not offered where the browser takes none', async () => {
    const { text } = await renderField();
    expect(text()).not.toContain('Take a screenshot');
  });

  it('is not offered on a phone', async () => {
    stubScreen(async () => null);
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    const { text } = await renderField();
    expect(text()).not.toContain('Take a screenshot');
  });

  it('is taken without the widget in it, ends the filming at once, and goes on to hiding parts', async () => {
    const { track, stream } = createStream();
    stubScreen(async () => stream);
    const { click, names, find, time, root } = await renderField();
    const part = root.ownerDocument.documentElement;
    await click('Take a screenshot');
    expect(part.style.visibility).toBe('hidden');
    expect(track.stop).not.toHaveBeenCalled();
    await act(() => time.advance(1_000));
    expect(track.stop).toHaveBeenCalledOnce();
    expect(part.style.visibility).toBe('');
    expect(names()).toEqual(['screenshot.png']);
    expect(find<HTMLDialogElement>('dialog').open).toBe(true);
  });

  it('not wanted after all leaves everything as it was', async () => {
    stubScreen(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const { click, files, problems } = await renderField();
    await click('Take a screenshot');
    expect(files.value).toEqual([]);
    expect(problems()).toEqual([]);
  });

  it('that cannot be taken is said to be so', async () => {
    stubScreen(() => Promise.reject(new DOMException('no', 'NotReadableError')));
    const { click, problems } = await renderField();
    await click('Take a screenshot');
    expect(problems()).toEqual(["The screenshot couldn't be taken."]);
  });

  it('is not taken beyond the number of files', async () => {
    const asked = vi.fn();
    stubScreen(asked);
    const { click, pick, problems } = await renderField();
    await pick(...[1, 2, 3, 4, 5].map((number) => file(`${number}.jpg`, jpeg, 'image/jpeg')));
    await click('Take a screenshot');
    expect(asked).not.toHaveBeenCalled();
    expect(problems()).toEqual(["“screenshot.png” can't be added: 5 files are the most."]);
  });
});
