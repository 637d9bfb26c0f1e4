import type { LayerReport } from '../../src/protocol/parameters.ts';
import { formatCount } from '../shared/numbers.ts';
import { Tensor } from './tensor.tsx';

/** One layer: its sizes, its equations, and its tensors as PyTorch stacks them. */
export function Layer({ layer }: { readonly layer: LayerReport }) {
  return (
    <section class="card layer" id={layer.name} aria-label={`Layer ${layer.name}`}>
      <header class="layer-header">
        <div>
          <h2>
            {layer.name} <span class="layer-kind">{layer.kind}</span>
          </h2>
          <p class="note">{layer.summary}</p>
        </div>
        <dl class="sizes">
          {layer.sizes.map(({ name, size }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="number">{formatCount(size)}</dd>
            </div>
          ))}
          <div>
            <dt>parameters</dt>
            <dd class="number">{formatCount(layer.count)}</dd>
          </div>
        </dl>
      </header>
      <p class="formula">{layer.countFormula}</p>
      {layer.equations === '' ? undefined : (
        <details class="behind">
          <summary>Show the equations</summary>
          <pre class="equations">{layer.equations.trimEnd()}</pre>
        </details>
      )}
      <div class="tensors">
        {layer.tensors.map((tensor) => (
          <Tensor key={tensor.name} tensor={tensor} />
        ))}
      </div>
    </section>
  );
}
