// Tables in Markdown, printed row by row.

export const line = (...cells) => console.log(`| ${cells.join(' | ')} |`);
export const head = (...cells) => { line(...cells); line(...cells.map(() => '---')); };
