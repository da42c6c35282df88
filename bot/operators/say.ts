/** A line to whoever runs a program in a terminal; nothing that people of a chat or a page read. */

export const say = (line: string): void => { process.stdout.write(`${line}\n`); };
