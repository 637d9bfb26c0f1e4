"""The same training steps in PyTorch, driven line by line by the benchmark.

Says {"torch": version}, then reads JSON lines: {"cell": ..., "row": {...}, "threads": n} prepares a
training step, {"steps": n} runs n of them. Answers each with a JSON line: {} or {"ms": [...]}.
"""

import json
import sys
import time

import torch
from torch import nn


class PeepholeLstm(nn.Module):
    """One layer of the LSTM of Gers and Schmidhuber 2000, which torch.nn does not have."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.input = nn.Linear(inputs, 4 * hidden)
        self.recurrent = nn.Linear(hidden, 4 * hidden, bias=False)
        self.peepholes = nn.Parameter(0.1 * torch.randn(3, hidden))

    def forward(self, x):
        from_input = self.input(x)
        h = x.new_zeros(x.shape[1], self.hidden)
        c = torch.zeros_like(h)
        p_i, p_f, p_o = self.peepholes
        outputs = []
        for step in from_input:
            i, f, g, o = (step + self.recurrent(h)).chunk(4, dim=1)
            i = torch.sigmoid(i + p_i * c)
            f = torch.sigmoid(f + p_f * c)
            c = f * c + i * torch.tanh(g)
            h = torch.sigmoid(o + p_o * c) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs)


class Mut1(nn.Module):
    """One layer of MUT1 of Jozefowicz et al. 2015, which torch.nn does not have."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.hidden = hidden
        self.input = nn.Linear(inputs, 2 * hidden)
        self.projection = nn.Linear(inputs, hidden, bias=False)
        self.reset = nn.Linear(hidden, hidden, bias=False)
        self.candidate = nn.Linear(hidden, hidden)

    def forward(self, x):
        from_z, from_r = self.input(x).chunk(2, dim=2)
        gates, candidates = torch.sigmoid(from_z), torch.tanh(self.projection(x))
        h = x.new_zeros(x.shape[1], self.hidden)
        outputs = []
        for z, step, candidate in zip(gates, from_r, candidates):
            r = torch.sigmoid(step + self.reset(h))
            h = torch.tanh(self.candidate(r * h) + candidate) * z + h * (1 - z)
            outputs.append(h)
        return torch.stack(outputs)


class Native(nn.Module):
    """The outputs of a layer of torch.nn."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0]


NATIVE = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
LOOPS = {"peephole-lstm": PeepholeLstm, "mut1": Mut1}


def make_layers(cell, inputs, hidden, layers):
    if cell in NATIVE:
        return Native(NATIVE[cell](inputs, hidden, layers))
    make = LOOPS[cell]
    return nn.Sequential(*(make(hidden if place else inputs, hidden) for place in range(layers)))


def prepare(cell, row):
    recurrent = make_layers(cell, row["input"], row["hidden"], row["layers"])
    model = nn.Sequential(recurrent, nn.Linear(row["hidden"], row["output"]))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    x = torch.randn(row["time"], row["batch"], row["input"])
    y = torch.randn(row["time"], row["batch"], row["output"])

    def step():
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def main():
    step = None
    answer = {"torch": torch.__version__}
    print(json.dumps(answer), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "row" in request:
            torch.set_num_threads(request["threads"])
            step = prepare(request["cell"], request["row"])
            answer = {}
        else:
            times = []
            for _ in range(request["steps"]):
                start = time.perf_counter()
                step()
                times.append(1000 * (time.perf_counter() - start))
            answer = {"ms": times}
        print(json.dumps(answer), flush=True)


main()
