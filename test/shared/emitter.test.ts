import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../src/shared/emitter.ts';

interface Events {
  greet: string;
  count: number;
}

function createHeard() {
  const errors: unknown[] = [];
  const heard: unknown[] = [];
  const emitter = createEmitter<Events>((error) => errors.push(error));
  return { emitter, errors, heard };
}

describe('an emitter', () => {
  it('calls the listeners of a name in their order, with the payload, and nobody else', () => {
    const { emitter, heard } = createHeard();
    emitter.on('greet', (text) => heard.push(`first ${text}`));
    emitter.on('greet', (text) => heard.push(`second ${text}`));
    emitter.on('count', (number) => heard.push(number));
    emitter.emit('greet', 'hello');
    expect(heard).toEqual(['first hello', 'second hello']);
  });

  it('stops calling a listener that was taken off, and only that one', () => {
    const { emitter, heard } = createHeard();
    const stop = emitter.on('count', (number) => heard.push(['stopped', number]));
    emitter.on('count', (number) => heard.push(['kept', number]));
    stop();
    stop();
    emitter.emit('count', 1);
    expect(heard).toEqual([['kept', 1]]);
  });

  it('calls the others when one throws, and hands on its error', () => {
    const { emitter, errors, heard } = createHeard();
    const failure = new Error('broken listener');
    emitter.on('count', () => {
      throw failure;
    });
    emitter.on('count', (number) => heard.push(number));
    emitter.emit('count', 7);
    expect(heard).toEqual([7]);
    expect(errors).toEqual([failure]);
  });

  it('lets a listener take itself or another off, or add one, while it is called', () => {
    const { emitter, heard } = createHeard();
    const stop = emitter.on('count', (number) => {
      stop();
      heard.push(['once', number]);
      emitter.on('count', (later) => heard.push(['added', later]));
    });
    emitter.on('count', (number) => heard.push(['always', number]));
    emitter.emit('count', 1);
    emitter.emit('count', 2);
    expect(heard).toEqual([
      ['once', 1],
      ['always', 1],
      ['always', 2],
      ['added', 2],
    ]);
  });

  it('has no trouble with a name nobody listens to', () => {
    const { emitter, errors } = createHeard();
    emitter.emit('greet', 'anyone?');
    expect(errors).toEqual([]);
  });
});
