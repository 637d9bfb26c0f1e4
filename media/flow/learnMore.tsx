/** What vanishing and exploding gradients are, for those who open it. */
export function LearnMore() {
  return (
    <details class="behind learn-more">
      <summary>Learn more</summary>
      <div class="learn-more-text">
        <p>
          Training changes the weights by the gradient of the loss. What the network held many time
          steps before the loss has a say in that gradient only through all states in between, and
          on the way back each step multiplies it by how much the next state depends on the one
          before. Where these factors are mostly below 1, the product shrinks with every step: the
          gradient <strong>vanishes</strong>, and the network cannot learn that something early
          matters. Where they are mostly above 1, it grows with every step: the gradient{' '}
          <strong>explodes</strong>, and one step of training may throw the weights far away.
        </p>
        <p>
          On a logarithmic axis a constant factor is a straight line, so its slope is what each step
          does to the gradient. The shaded regions begin where less than a hundredth of it is left,
          or more than a hundred times as much.
        </p>
        <p>
          Cures can be compared here: a <strong>gated cell</strong> (LSTM, GRU) adds to its state
          instead of computing it anew, so the factor is its forget gate, which can stay near 1;
          starting the recurrent matrix as the <strong>identity</strong> (the cell <code>irnn</code>
          ) lets the factor start near 1; <strong>clipping</strong> (<code>train: clip</code>) does
          not change these curves, but bounds the step that an exploding gradient would take.
        </p>
        <p class="note">
          Y. Bengio, P. Simard, P. Frasconi: Learning long-term dependencies with gradient descent
          is difficult, 1994. R. Pascanu, T. Mikolov, Y. Bengio: On the difficulty of training
          recurrent neural networks, 2013.
        </p>
      </div>
    </details>
  );
}
