import type { CliIo } from '../io.ts';

/** What a command gets from whoever runs it. */
export interface CommandContext {
  readonly io: CliIo;
  /** Sets the exit code that the command ends with; 0 where it says nothing. */
  readonly exitWith: (code: number) => void;
}
