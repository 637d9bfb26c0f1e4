import type { Outcome } from '../../src/protocol/panel.ts';

/** What came of the last thing that a person asked for, where there is something to say. */
export function Said({ outcome }: { readonly outcome: Outcome | undefined }) {
  if (outcome?.kind === 'failed') {
    return <Trouble message={outcome.message} />;
  }
  return outcome?.message === undefined ? undefined : (
    <p class="notice" role="status">
      {outcome.message}
    </p>
  );
}

/** Something went wrong; the sentence says what and what to do. */
export function Trouble({ message }: { readonly message: string | undefined }) {
  return message === undefined ? undefined : (
    <p class="trouble" role="alert">
      {message}
    </p>
  );
}
