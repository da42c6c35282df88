/** What a click on an invitation is answered with (WF-20, WF-21): its senders write a letter. The customer answers it on a web page. */

import { invitationKind } from './invitationScreens.ts';
import { letterUi } from '../letters/letter.ts';

export const invitationUi = letterUi(invitationKind);
