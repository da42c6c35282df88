/** What a decision makes of a row and its step, on a task as small as can be. The order of refusals is in test/tasks/machine.test.ts. */

import { describe, expect, it } from '@jest/globals';
import type { RawInput } from '../../src/core/decide.ts';
import { decide, readFields, refuseFields } from '../../src/core/decide.ts';
import type { Step, TaskDef, TaskDoc } from '../../src/core/machine.ts';
import { rowsOf } from '../../src/core/machine.ts';
import { text } from '../../src/rules/fields.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { NOW, ago, cast, contoso, worldOf } from '../support/world.ts';

type Note = TaskDoc & { readonly words?: string };
const before: Note = { v: 1, id: 'n1', tenant: contoso.id, state: 'Open', since: ago(1), rev: 7, lastCommand: 'earlier', words: 'old' };

/** Asks a task with one event, whose one row does `step`. */
function after(step: Step<Note>, spec: { readonly input?: RawInput; readonly keeps?: readonly string[] } = {}) {
  const seen: unknown[] = [];
  const row = rowsOf<Note>()({
    from: ['Open'], to: 'same', needs: 'E03', fields: { title: text(9) }, keeps: spec.keeps ?? [],
    effect: (_doc, input, _world, raw) => { seen.push(input, raw); return step; },
  });
  const def: TaskDef<Note> = { task: 'note', documentId: () => 'note', schema: { parse: () => before }, blank: () => before, events: { write: [row] } };
  const decided = decide(def, before, { id: 'now', event: 'write', input: { title: ' Hi ', ...spec.input } }, worldOf(cast.employee));
  if (!decided.ok) throw new Error(decided.error.code);
  return { doc: decided.value.doc, seen };
}

describe('decide', () => {
  it('counts a revision, and notes the command that made it', () => {
    expect(after({ set: { words: 'new' } }).doc).toEqual({ ...before, words: 'new', rev: 8, lastCommand: 'now' });
  });

  it('dates a change of state, and only that', () => {
    expect(after({ to: 'Closed' }).doc).toMatchObject({ state: 'Closed', since: NOW });
    expect(after({ to: 'Open' }).doc).toMatchObject({ state: 'Open', since: ago(1) });
  });

  it('removes what is set to undefined', () => {
    expect(Object.keys(after({ set: { words: undefined } }).doc ?? {})).not.toContain('words');
  });

  it('keeps the revision of a quiet step, so that cards stay good', () => {
    expect(after({ quiet: true, set: { words: 'new' } }).doc).toEqual({ ...before, words: 'new' });
  });

  it('ends a document that is erased', () => {
    expect(after({ erase: true }).doc).toBeUndefined();
  });

  it('hands on checked inputs and those to keep as typed; nothing else gets in', () => {
    const { seen } = after({}, { input: { draft: ' as typed', state: 'Closed', rev: '99' }, keeps: ['draft', 'missing'] });
    expect(seen).toEqual([{ title: 'Hi' }, { draft: ' as typed' }]);
  });

  it('changes nothing itself', () => {
    const copy = structuredClone(before);
    after({ to: 'Closed', set: { words: undefined } });
    expect(before).toEqual(copy);
  });
});

describe('fields', () => {
  const context = { rules: defaultRules, country: 'ES', today: '2026-11-21', form: {} };

  it('GEN-05 all problems come at once, each with its field', () => {
    const read = readFields({ one: text(2), two: text(2), three: text(2) }, { one: 'abc', three: 'ab' }, context);
    expect(read).toEqual({ ok: false, error: [
      { field: 'one', rule: 'tooLong', level: 'error', params: { max: 2 } }, { field: 'two', rule: 'required', level: 'error', params: {} },
    ] });
  });

  it('USR-02 INV-01 silence on a role axis is named by its own rule, unless something else is wrong as well', () => {
    const axis = { field: 'agent', rule: 'axis', level: 'error', params: {} } as const;
    expect(refuseFields([axis, { ...axis, field: 'admin' }], {})).toMatchObject({ error: { code: 'USR-02', fields: [{ field: 'agent' }, { field: 'admin' }] } });
    expect(refuseFields([axis, { ...axis, field: 'name', rule: 'required' }], {})).toMatchObject({ error: { code: 'GEN-05', params: { count: 2 } } });
  });

  it('ENR-06 webmail alone is named by its own rule', () => {
    const webmail = { field: 'contactEmail', rule: 'email.webmail', level: 'error', params: { domain: 'gmail.com' } } as const;
    const raw = { contactEmail: 'ana@gmail.com' };
    expect(refuseFields([webmail], raw)).toEqual({ ok: false, error: { code: 'ENR-06', params: { email: 'ana@gmail.com' }, fields: [webmail] } });
    expect(refuseFields([webmail, { ...webmail, rule: 'required' }], raw)).toMatchObject({ error: { code: 'GEN-05', params: { count: 2 } } });
  });
});
