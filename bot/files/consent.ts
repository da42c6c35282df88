/** Files in a personal chat, as Teams has them: first the question whether one may be saved, then the file that was. They are messages of Teams' own, no Adaptive Cards. */

import type { Upload } from '../turn/inbound.ts';
import type { FileCard } from '../turn/turnCtx.ts';

export type Question = { readonly name: string; readonly description: string; readonly size: number; /** Comes back with the answer. */ readonly id: string };

export function consentCard({ name, description, size, id }: Question): FileCard {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent', name,
    content: { description, sizeInBytes: size, acceptContext: { id }, declineContext: { id } },
  };
}

export function savedCard({ name, contentUrl, uniqueId, fileType }: Upload): FileCard {
  return { contentType: 'application/vnd.microsoft.teams.card.file.info', name, contentUrl, content: { uniqueId, fileType } };
}
