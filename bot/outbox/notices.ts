/** Messages in Teams to one person about their enrolment, in their own language, when they can be reached. */

import { personSchema } from '../../src/app/documents.ts';
import { personRef } from '../../src/app/homes.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { personId } from '../../src/core/ids.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { t } from '../words.ts';
import type { Sender } from './sender.ts';
import { done } from './sender.ts';

export const notice: Sender<'notice'> = async ({ deps, post }, { person: id, news, text }, row) => {
  const stored = await deps.store.read(personRef(row.body.tenant, personId.parse(id)));
  const person = stored && personSchema.parse(stored.body);
  if (!person?.address) return { kind: 'parked', person: id };
  const language = person.language ?? person.lastLanguage;
  const doc = await enrolmentOf(deps, row.body.tenant);
  const about = { company: md(doc?.company.name ?? ''), caseId: doc?.id ?? '' };
  const wordsTitle = news === 'rejected' ? t(language, 'enrolment.status.reason') : news === 'documentsAsked' ? t(language, 'enrolment.status.question') : '';
  await post.create(person.address, render('enrolment/notice', language, {
    title: t(language, `enrolment.news.${news}.title`, about),
    text: t(language, `enrolment.news.${news}.text`, about),
    hasWords: text !== '', wordsTitle, words: md(text),
    button: t(language, 'enrolment.news.button'),
  }));
  return done();
};
