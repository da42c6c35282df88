/** Puts a file where Teams said that it may go, and nowhere else. The address comes in with an activity, so it is believed only if it is one of OneDrive's. */

import { isLoopback } from '../config.ts';

/** [DESIGN] OneDrive for work, in its clouds, and the personal one. */
const ONEDRIVE = ['sharepoint.com', 'sharepoint.us', 'sharepoint.cn', 'onedrive.com', 'onedrive.live.com', 'microsoftpersonalcontent.com'];
/** A turn is over in fifteen seconds (teams-platform §4). */
const PATIENCE = 10_000;

/** @param serviceUrl where the turn came from: a turn of this machine may save on this machine, as the local world does. */
export function isUploadAllowed(address: string, serviceUrl: string): boolean {
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol === 'http:') return isLoopback(hostname) && isLoopback(new URL(serviceUrl).hostname);
  return protocol === 'https:' && port === '' && username === '' && password === '' && ONEDRIVE.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

/** One request for all of it: an upload session takes up to 60 MB in one piece. Throws when it was not taken. */
export async function upload(address: string, bytes: Buffer): Promise<void> {
  const response = await fetch(address, {
    method: 'PUT', redirect: 'error', signal: AbortSignal.timeout(PATIENCE), body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream', 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The upload was answered with ${response.status}`);
}
