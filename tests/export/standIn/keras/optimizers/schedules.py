import math


class LearningRateSchedule:
    pass


def CosineDecay(rate, steps, alpha=0.0):
    return lambda t: rate * ((1 - alpha) * (1 + math.cos(math.pi * min(t, steps) / steps)) / 2 + alpha)


def ExponentialDecay(rate, steps, factor, staircase=False):
    assert staircase
    return lambda t: rate * factor ** (t // steps)
