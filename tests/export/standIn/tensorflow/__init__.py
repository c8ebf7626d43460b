"""As much of TensorFlow as a script uses, on PyTorch."""
import torch


class GradientTape:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def gradient(self, target, sources):
        return list(torch.autograd.grad(target, [s.value for s in sources]))
