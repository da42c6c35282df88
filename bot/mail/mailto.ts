/** An address that opens a mail in the reader's own mail program. Whoever reads it sends the mail, not Enlace. */

/** @param to an address as src/rules/email.ts lets it through. */
export function mailtoUrl(to: string, draft?: { readonly subject: string; readonly body: string }): string {
  const address = `mailto:${encodeURIComponent(to).replace('%40', '@')}`;
  return draft ? `${address}?subject=${encodeURIComponent(draft.subject)}&body=${encodeURIComponent(draft.body.replaceAll('\n', '\r\n'))}` : address;
}
