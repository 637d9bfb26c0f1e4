import type { Command } from 'commander';
import type { CommandContext } from './commandContext.ts';

/** `rnn lsp --stdio`: what an editor starts to check, complete and explain specs. */
export function declareLsp(program: Command, { io }: CommandContext): void {
  program
    .command('lsp')
    .description('be the language server of an editor, until the editor ends it')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(() => io.startLanguageServer());
}
