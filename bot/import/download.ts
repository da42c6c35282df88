/** Fetches a file that somebody sent to the bot, from where the activity says that it is. The address is believed only if it is one of OneDrive's, and no more is read than a file of rows can have. */

import { isUploadAllowed } from '../files/upload.ts';
import { isLoopback } from '../config.ts';

/** A turn is over in fifteen seconds (teams-platform §4). */
const PATIENCE = 10_000;
/** [DESIGN] far more than 500 rows need. */
export const LARGEST_KB = 512;

export type Fetched = { readonly bytes: Uint8Array } | { readonly problem: 'tooLarge' };

/** @param serviceUrl where the turn came from: only a turn of this machine may name a file of this machine, or carry it in the address itself, as the local world does. */
export function isDownloadAllowed(address: string, serviceUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  if (new URL(address).protocol === 'data:') return isLoopback(new URL(serviceUrl).hostname);
  return isUploadAllowed(address, serviceUrl);
}

/** Throws when it is not there. */
export async function download(address: string): Promise<Fetched> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok || !response.body) throw new Error(`The file was answered with ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > LARGEST_KB * 1024) return { problem: 'tooLarge' }; // leaving the loop ends the request
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}
