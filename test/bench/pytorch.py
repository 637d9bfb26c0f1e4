"""The same training steps in PyTorch, driven line by line by the benchmark.

Reads JSON lines: {"row": {...}} prepares a row, {"steps": n} runs n training steps.
Answers each with a JSON line: {"torch": version} or {"ms": [...]}.
"""

import json
import sys
import time

import torch


def prepare(row):
    lstm = torch.nn.LSTM(row["input"], row["hidden"], row["layers"])
    head = torch.nn.Linear(row["hidden"], row["output"])
    optimizer = torch.optim.SGD([*lstm.parameters(), *head.parameters()], lr=0.01)
    x = torch.randn(row["time"], row["batch"], row["input"])
    y = torch.randn(row["time"], row["batch"], row["output"])

    def step():
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(head(lstm(x)[0]), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


step = None
for line in sys.stdin:
    request = json.loads(line)
    if "row" in request:
        torch.set_num_threads(request["threads"])
        step = prepare(request["row"])
        answer = {"torch": torch.__version__}
    else:
        times = []
        for _ in range(request["steps"]):
            start = time.perf_counter()
            step()
            times.append(1000 * (time.perf_counter() - start))
        answer = {"ms": times}
    print(json.dumps(answer), flush=True)
