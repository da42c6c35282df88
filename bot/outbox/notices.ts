/** Messages in Teams to one person about their enrolment. */

import { enrolmentOf } from '../../src/app/queries.ts';
import { md } from '../cards/escape.ts';
import { render } from '../cards/render.ts';
import { list } from '../format.ts';
import { t } from '../words.ts';
import type { Sender } from './sender.ts';
import { toPerson } from './toPerson.ts';

export const notice: Sender<'notice'> = async (sending, { person, news, text }, row) => {
  const { deps } = sending;
  const [doc, company] = await Promise.all([enrolmentOf(deps, row.body.tenant), deps.directory.tenant(row.body.tenant)]);
  return await toPerson(sending, row, {
    person,
    cardOf: (language) => {
      const admins = company && company.globalAdmins.length > 0 ? list(language, company.globalAdmins) : t(language, 'common.nobodyKnown'); // M10: who may sign
      const about = { company: md(doc?.company.name ?? ''), caseId: doc?.id ?? '', admins: md(admins) };
      return render('enrolment/notice', language, {
        title: t(language, `enrolment.news.${news}.title`, about),
        text: t(language, `enrolment.news.${news}.text`, about),
        hasWords: text !== '',
        wordsTitle: news === 'rejected' ? t(language, 'enrolment.status.reason') : news === 'documentsAsked' ? t(language, 'enrolment.status.question') : '',
        words: md(text),
        button: t(language, 'enrolment.news.button'),
      });
    },
  });
};
