/** What a click on a partnership request is answered with (WF-14): the provider's people write a letter (letter.ts), the reseller's answer it (consent.ts). */

import { consentAnswer, locateByLink } from './consent.ts';
import { letterUi } from '../letters/letter.ts';
import { requestKind } from './requestScreens.ts';
import type { TaskUi } from '../ui.ts';

const sender = letterUi(requestKind);

/** The reseller's events; the document is the provider's. */
const isAnswer = (event: string): boolean => event === 'authorise' || event === 'decline';

export const requestUi: TaskUi = {
  locate: async (ctx, data, event) => (isAnswer(event) ? await locateByLink(ctx, data) : await sender.locate(ctx, data, event)),
  answer: async (ctx, answered) => (isAnswer(answered.event) ? await consentAnswer(ctx, answered) : await sender.answer(ctx, answered)),
};
