import torch
import torch.nn.functional as F

gelu = lambda x, approximate=False: F.gelu(x, approximate="tanh" if approximate else "none")
leaky_relu = lambda x, negative_slope=0.2: torch.where(x > 0, x, x * negative_slope)
NAMED = {
    "elu": F.elu,
    "gelu": gelu,
    "relu": torch.relu,
    "selu": F.selu,
    "sigmoid": torch.sigmoid,
    "silu": F.silu,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "tanh": torch.tanh,
}
get = lambda it: it if callable(it) else (lambda x: x) if it is None else NAMED[it]
