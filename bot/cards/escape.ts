/**
 * Makes text that people typed inert in the Markdown of a TextBlock or Fact. Values of inputs, titles of buttons, web pages and mail are
 * no Markdown and do not pass here.
 *
 * Teams on the web and the Playground are CommonMark: any backslash before punctuation disappears. The parser of the phone apps takes it
 * away only before * _ [ ] and shows it elsewhere, so other characters get one only where they would really start something. Lists start
 * with "marker, space" in every client: a no-break space looks the same and starts none.
 */

/** Text whose every character shows as it is. */
export type Markdown = string & { readonly __brand: 'Markdown' };

// Control characters, and the marks by which text could be shown in another order than it was written in.
const UNSEEN = /[\p{Cc}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/** @param typed line breaks become paragraphs, the only breaks that every client shows. */
export function md(typed: string): Markdown {
  const lines = typed.split(/[\r\n\u{85}\u{2028}\u{2029}]+/u).map((line) => escapeLine(line.replace(/\t/g, ' ').replace(UNSEEN, '').trim()));
  return lines.filter((line) => line !== '').join('\n\n') as Markdown; // every construct of the language was taken away above
}

/** What the Markdown shows, for readers that know none of it: screen readers, notifications. */
export function plain(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('\n\n', '\n');
}

const SPACE_IN_MARKER = '\u{a0}';

function escapeLine(line: string): string {
  return line
    .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\') // an escape of its own, or of what comes next
    .replace(/[[\]`]/g, '\\$&') // links, images, code
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_') // emphasis; never inside a word
    .replace(/(?<!^| )\*|\*(?! )/g, '\\*') // emphasis; "5 * 3" has none
    .replace(/~(?=~)|(?<=~)~/g, '\\~') // strikethrough, fences
    .replace(/<(?=[\p{L}/!?])/gu, '\\<') // HTML, mentions, addresses in angle brackets
    .replace(/&(?=#?\w+;)/g, '\\&') // entities
    .replace(/\{\{(?=DATE|TIME)/g, '{\\{') // {{DATE(...)}} is replaced before the Markdown is read
    .replace(/^([-+*]|#{1,6}|\d{1,9}[.)]) /, `$1${SPACE_IN_MARKER}`) // lists, headings
    .replace(/^(?:([-+]|#{1,6})$|(-{3,}[- ]*$|>))/, '\\$&') // an empty item or heading; a rule; a quotation
    .replace(/^(\d{1,9})([.)])$/, '$1\\$2');
}
