import torch
import torch.nn.functional as F


def MeanSquaredError():
    return lambda y, o: ((torch.from_numpy(y.copy()) - o) ** 2).mean(-1).mean()


def BinaryCrossentropy(from_logits=False):
    assert from_logits
    return lambda y, o: F.binary_cross_entropy_with_logits(o, torch.from_numpy(y.copy()), reduction="none").mean(-1).mean()


def CategoricalCrossentropy(from_logits=False):
    assert from_logits
    return lambda y, o: -(torch.from_numpy(y.copy()) * o.log_softmax(-1)).sum(-1).mean()
